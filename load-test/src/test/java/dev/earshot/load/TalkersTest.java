package dev.earshot.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The clients of `./earshot bench dialects` at a gateway whose recogniser says the time.
@Timeout(60)
class TalkersTest {
  private static final int COUNT = 3;
  private static final int SECONDS = 3;

  @Test
  void talk_toAGatewayWithAClock_timesBothWaysOfEverySecond(@TempDir Path data) throws Exception {
    try (var gateway = GatewayProcess.start(data, Map.of("EARSHOT_ENGINES", "clock"));
        var talkers = Talkers.connect(gateway.streams().resolve(DialectBench.LISTEN), COUNT,
            SECONDS)) {
      var told = talkers.talk();

      assertThat(told).hasSize(COUNT).containsOnly(talkers.sentMs());
      assertThat(talkers.missing(0)).isZero();
      areTimes(talkers.in(0), COUNT * SECONDS);
      areTimes(talkers.out(1), COUNT * (SECONDS - 1));
    }
  }

  @Test
  void measure_withoutAGateway_timesEverySecond() {
    var bare = InProcess.measure(50);

    areTimes(bare.in(), 50);
    areTimes(bare.out(), 50);
  }

  private static void areTimes(double[] micros, int count) {
    assertThat(micros).hasSize(count).isSorted();
    assertThat(micros[0]).isPositive();
  }
}
