package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.load.device.Count;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A short one with everybody; nothing is said of how fast they are.
@Timeout(300)
class MatchTest {
  private static final int STREAMS = 10;

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text, true);

  @Test
  void play_allPeers_bringsEveryWordThroughEachAndCompares() throws Exception {
    var setting = new Match.Setting(List.of(Peer.values()),
        new Contest.Rules(STREAMS, 1, Duration.ofMillis(500), Duration.ofSeconds(2), 1),
        Duration.ZERO, 100,
        EarshotRelay.Build.of(null), null);
    var report = new Match(setting, Cores.UNPINNED, out).play();

    for (var relay : List.of("direct", "earshot", "nginx", "haproxy", "python")) {
      assertThat(report.scores().turns()).filteredOn(turn -> turn.relay().equals(relay))
          .as(relay + " in " + text)
          .singleElement()
          .satisfies(turn -> {
            assertThat(turn.broken()).isZero();
            assertThat(committed(turn)).isGreaterThanOrEqualTo(STREAMS);
          });
    }
    report.print(out);
    assertThat(text.toString()).contains("nginx version").contains("HAProxy").contains("uvloop");
    assertThat(new JsonMapper().readTree(report.json()).path("ratios").size()).isEqualTo(3);
  }

  private static long committed(Turn turn) {
    return turn.slice().count(Count.WORDS_COMMITTED) + turn.rest().count(Count.WORDS_COMMITTED);
  }
}
