package dev.earshot.load.overload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.load.device.Shape;
import dev.earshot.load.versus.Cores;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Some seconds at a real gateway. How fast this machine is, is no matter here.
@Timeout(120)
class OverloadBenchTest {
  private final StringWriter said = new StringWriter();
  @TempDir
  private Path data;

  /// Eight streams are no capacity, and the bench says so.
  @Test
  void run_ofSeconds_offersThreeTimesWhatTalkedAndChargesWhatWasSent() throws Exception {
    var setting = new OverloadBench.Setting(Shape.pcm(100), 3, 30_000, Duration.ofSeconds(1), 4, 8,
        0, Duration.ofSeconds(2), Duration.ofSeconds(6), 1);

    var figures = new OverloadBench(setting, data, Cores.UNPINNED, new PrintWriter(said, true))
        .run();

    assertThat(said.toString()).contains("! invalid: capacity: not reached with ");
    assertThat(figures.hold()).isFalse();
    var json = new JsonMapper().readTree(figures.json());
    assertThat(median(json, "streams that it holds")).isBetween(1d, 8d);
    assertThat(median(json, "let in")).isPositive()
        .isLessThanOrEqualTo(median(json, "devices that were offered"));
    assertThat(json.path("charged beside sent, difference").path("held").asBoolean()).isTrue();
    assertThat(json.path("words lost, doubled or out of order").path("held").asBoolean()).isTrue();
    assertThat(json.path("let in and beyond 30000 ms (goal 3)").path("held").asBoolean()).isTrue();
  }

  private static double median(JsonNode json, String name) {
    return json.path(name).path("median").asDouble();
  }
}
