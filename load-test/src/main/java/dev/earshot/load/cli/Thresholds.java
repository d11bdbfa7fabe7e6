package dev.earshot.load.cli;

import dev.earshot.load.report.Report;
import dev.earshot.load.report.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What `--fail-if` says of a run.
final class Thresholds {
  private Thresholds() {}

  /// The report with what was broken among its failures.
  ///
  /// @param base that ratios are of; null where there are none
  static Report judge(Report report, List<Threshold> thresholds, @Nullable Report base) {
    var failures = new ArrayList<>(report.failures());
    thresholds.stream()
        .map(threshold -> threshold.broken(report.total(), base == null ? null : base.total()))
        .filter(Objects::nonNull)
        .forEach(failures::add);
    return report.withFailures(failures);
  }
}
