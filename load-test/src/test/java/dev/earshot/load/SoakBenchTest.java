package dev.earshot.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.load.EndlessVoice.Codec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A soak of seconds, with the scripted recogniser in a gateway process.
@Timeout(90)
class SoakBenchTest {
  private static final Map<String, String> SCRIPTED = Map.of("EARSHOT_ENGINES", "scripted");

  private final StringWriter said = new StringWriter();
  private final PrintWriter out = new PrintWriter(said);
  private final Path data;

  SoakBenchTest(@TempDir Path data) {
    this.data = data;
  }

  @ParameterizedTest
  @EnumSource
  void soak_ofSeconds_billsWhatWasSent(Codec codec) throws Exception {
    var figures = new SoakBench(data, SCRIPTED, codec, Duration.ofSeconds(6), out).run();

    assertThat(figures.hold()).as(said.toString()).isTrue();
    assertThat(said.toString()).contains(
        "sent 6000 ms, billed 6000 ms, charged to the account 6000 ms, 6 words");
  }

  @Test
  void soak_stopped_billsWhatWasSentUntilThen() throws Exception {
    var soak = new SoakBench(data, SCRIPTED, Codec.PCM16, Duration.ofHours(1), out);
    CompletableFuture.delayedExecutor(3, java.util.concurrent.TimeUnit.SECONDS)
        .execute(soak::stop);

    var figures = soak.run();

    assertThat(figures.hold()).as(said.toString()).isTrue();
    assertThat(said.toString()).contains("memory: not judged");
  }

  @Test
  void rise_ofALineWithNoise_isItsSlope() {
    var looks = List.of(look(0, 100), look(1, 300), look(2, 310), look(3, 331), look(4, 339),
        look(5, 360));

    assertThat(Look.risePerMinute(looks, Look::residentMb)).isBetween(15.0, 17.0);
  }

  @Test
  void rise_ofTooFewLooks_isNotTold() {
    assertThat(Look.risePerMinute(List.of(look(0, 1), look(1, 2)), Look::residentMb)).isNaN();
  }

  private static Look look(long minute, double resident) {
    return new Look(minute * 60_000, resident, 0, 0, 0, 0, 0, 0, 0);
  }
}
