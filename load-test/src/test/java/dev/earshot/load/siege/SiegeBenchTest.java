package dev.earshot.load.siege;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Some seconds at a real gateway. How fast this machine is, is no matter here.
@Timeout(120)
class SiegeBenchTest {
  private final StringWriter said = new StringWriter();

  @Test
  void run_ofSeconds_besiegesAndFailsNobody(@TempDir Path data) throws Exception {
    var setting = new SiegeBench.Setting(3, 200, Duration.ofSeconds(1), Duration.ofSeconds(3));

    var figures = new SiegeBench(setting, data, new PrintWriter(said, true)).run();

    var json = new JsonMapper().readTree(figures.json());
    assertThat(json.path("slow sockets that are open at its end").path("median").asDouble())
        .isGreaterThan(100);
    assertThat(json.path("streams that failed").path("held").asBoolean()).isTrue();
    assertThat(json.has("memory of the process for each slow socket")).isTrue();
  }
}
