package dev.earshot.gateway.ops;

import dev.earshot.gateway.dialect.Spoken;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.Duration;

/// Measures how soon words come, for `/metrics`. Found once for each dialect, so that a
/// word costs no search. Safe for use by several threads.
public final class WordMeters {
  private static final double NANOS = Duration.ofSeconds(1).toNanos();
  private static final double MILLIS = 1_000;

  private final DistributionSummary first;
  private final DistributionSummary last;
  private final DistributionSummary behind;

  private WordMeters(DistributionSummary first, DistributionSummary last,
      DistributionSummary behind) {
    this.first = first;
    this.last = last;
    this.behind = behind;
  }

  static WordMeters of(Registry registry, Spoken dialect) {
    var word = Label.word(dialect);
    return new WordMeters(registry.histogram(Metric.FIRST_PARTIAL, word),
        registry.histogram(Metric.FINALISATION, word),
        registry.histogram(Metric.CURSOR_LAG, word));
  }

  /// An utterance has its first words, so long after its first sound came.
  public void begun(long nanos) {
    first.record(nanos / NANOS);
  }

  /// It has its final words, so long after its last sound came.
  public void said(long nanos) {
    last.record(nanos / NANOS);
  }

  /// So much more sound had come in than the words go to.
  public void behind(long ms) {
    behind.record(ms / MILLIS);
  }
}
