package dev.earshot.load.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.load.faults.Play.Times;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every single fault with few devices and short outages, each on a stage of its own, and a rolling update.
@Timeout(180)
class FaultsIT {
  private static final Times TIMES = Times.of(20, Duration.ofSeconds(2), Duration.ofSeconds(4));

  @TempDir
  private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  void fault_whileDevicesTalk_costsNoMoreThanItMay(Fault fault) throws Exception {
    try (var stage = Stage.open(folder, Map.of())) {
      var outcome = new Play(stage, TIMES).play(new Scene(List.of(fault)));

      assertThat(outcome.broken()).as(outcome.toString()).isEmpty();
      assertThat(outcome.sentMs()).isPositive();
    }
  }

  @Test
  void rollingUpdate_whileDevicesTalk_tellsEachAndChargesWhatWasHeard() throws Exception {
    var progress = new StringWriter();
    var outcome = new Rolling(folder, 40, Duration.ofSeconds(2), new PrintWriter(progress)).play();

    assertThat(outcome.broken()).as(outcome.toString()).isEmpty();
    assertThat(outcome.heardMs()).isPositive();
    assertThat(progress.toString()).contains("40 of 40 talk", "its follower is ready");
  }
}
