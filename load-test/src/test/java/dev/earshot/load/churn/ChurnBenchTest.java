package dev.earshot.load.churn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Some seconds at a real gateway.
@Timeout(150)
class ChurnBenchTest {
  private final StringWriter said = new StringWriter();
  @TempDir
  private Path data;

  @Test
  void run_ofSeconds_countsEveryStreamDownAndChargesWhatWasSent() throws Exception {
    var figures = new ChurnBench(new Traffic(20, Duration.ofSeconds(6), 1), data,
        new PrintWriter(said, true)).run();

    var json = new JsonMapper().readTree(figures.json());
    for (var name : List.of("streams that the gateway counts behind the end",
        "words lost, doubled or out of order", "said goodbye: charged beside sent, difference",
        "no manners: charged and not sent", "LEAK lines in the log")) {
      assertThat(json.path(name).path("held").asBoolean()).as(name + "\n" + said).isTrue();
    }
    assertThat(json.path("streams offered").path("median").asDouble()).isBetween(60d, 200d);
    assertThat(said.toString()).contains(" finished", " hung up, as it was meant to",
        "memory and files: not judged");
  }
}
