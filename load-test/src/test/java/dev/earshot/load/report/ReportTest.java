package dev.earshot.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @Test
  void read_whatWasWritten_isTheSame(@TempDir Path folder) throws IOException {
    var report = Reports.of(10);
    var file = Files.writeString(folder.resolve("a.json"), report.json());

    assertThat(Report.read(file)).isEqualTo(report);
    assertThat(report.json()).contains("\"verdict\":\"HELD\"").doesNotContain("NaN");
  }

  @Test
  void read_whatIsNoReport_saysWhatIsExpected(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("a.json"), "{\"a\":1}");
    var text = Files.writeString(folder.resolve("b.json"), "words");

    assertThatThrownBy(() -> Report.read(file)).hasMessageContaining("(expected: JSON");
    assertThatThrownBy(() -> Report.read(text)).hasMessageContaining("(expected: JSON");
  }

  @Test
  void verdict_ofAnInvalidRun_isThatWhateverElse() {
    var failed = Reports.of(10).withFailures(List.of("streams: 1 failed"));

    assertThat(failed.verdict()).isEqualTo("FAILED");
    assertThat(failed.holds()).isFalse();
  }

  @Test
  void of_twoRuns_areRatiosOfTheRunAndOfItsSteps() {
    var comparison = Comparison.of(Reports.of(10), Reports.of(20));

    assertThat(comparison.rows()).filteredOn(row -> row.metric().equals("added_latency.p99"))
        .extracting(Comparison.Row::part)
        .containsExactly("run", "100 streams", "200 streams");
    assertThat(comparison.rows()
        .stream()
        .filter(row -> row.metric().equals("added_latency.p99"))
        .findFirst()
        .orElseThrow()
        .ratio()).isCloseTo(2, within(0.01));
    assertThat(comparison.warnings()).isEmpty();
  }

  @Test
  void print_aReport_endsWithItsVerdict() {
    var lines = new StringWriter();
    Summary.print(Reports.of(10), new PrintWriter(lines));

    assertThat(lines.toString().lines()).contains("charged, less sent           0 ms of 20,000",
        "! a note").last().isEqualTo("HELD");
  }

  @Test
  void of_aHistogram_tellsNoPercentileThatItCannotKnow() {
    var micros = new Histogram(3);
    for (var i = 1; i <= 1_000; i++) {
      micros.recordValue(i * 10L);
    }
    var quantiles = Quantiles.of(micros);

    assertThat(quantiles.p50()).isCloseTo(5, within(0.02));
    assertThat(quantiles.curve()).extracting(Quantiles.Point::percentile)
        .contains(99.9, 100.0)
        .doesNotContain(99.95, 99.99);
    assertThat(quantiles.bars().stream().mapToLong(Quantiles.Bar::n).sum()).isEqualTo(1_000);
  }
}
