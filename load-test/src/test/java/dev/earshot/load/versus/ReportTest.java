package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.load.versus.MemoryTrial.Weight;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final List<Turn> TURNS = List.of(Turns.well("direct", 1, 0, 0.25),
      Turns.well("earshot", 1, 6, 0.75), Turns.well("nginx", 1, 10, 0.5));

  @Test
  void json_peer_hasItsRatiosUnderFixedNames() throws Exception {
    var report = new Report(new Scores(TURNS), List.of("nginx"),
        List.of(new Weight("earshot", 30, 60, 100), new Weight("nginx", 15, 20, 5)));

    var nginx = new JsonMapper().readTree(report.json()).path("ratios").path("nginx");
    assertThat(nginx.path("cpu_per_frame").asDouble()).isEqualTo(0.6);
    assertThat(nginx.path("added_latency_p50").asDouble()).isBetween(1.9, 2.1);
    assertThat(nginx.path("added_latency_p99").asDouble()).isBetween(1.9, 2.1);
    assertThat(nginx.path("memory_idle").asDouble()).isEqualTo(2);
    assertThat(nginx.path("memory_active").asDouble()).isEqualTo(3);
  }

  @Test
  void json_nothingWeighed_saysNull() throws Exception {
    var report = new Report(new Scores(TURNS), List.of("nginx", "haproxy"), List.of());

    var json = new JsonMapper().readTree(report.json());
    assertThat(json.path("ratios").path("nginx").path("memory_idle").isNull()).isTrue();
    assertThat(json.path("ratios").path("haproxy").path("cpu_per_frame").isNull()).isTrue();
    assertThat(json.path("spread").path("nginx").path("cpu_per_frame")).hasSize(2);
    assertThat(json.path("turns_that_do_not_count").asInt()).isZero();
  }

  @Test
  void print_peer_showsMedianAndSpread() {
    var text = new StringWriter();
    new Report(new Scores(TURNS), List.of("nginx"), List.of()).print(new PrintWriter(text));

    assertThat(text.toString()).contains("| nginx              | 0.60 (0.60 to 0.60)")
        .contains("| earshot  | 6.00 (6.00 to 6.00)");
  }
}
