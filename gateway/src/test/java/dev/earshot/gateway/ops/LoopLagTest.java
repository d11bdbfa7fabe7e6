package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopLagTest {
  @Test
  void peak_valueOfLongAgo_isForgotten() {
    var ticker = Ticker.newMockTicker();
    var peak = new Peak(Duration.ofSeconds(8), ticker);
    peak.observe(7);
    ticker.advance(5, TimeUnit.SECONDS);
    peak.observe(3);
    assertThat(peak.highest()).isEqualTo(7);
    ticker.advance(4, TimeUnit.SECONDS);
    assertThat(peak.highest()).isEqualTo(3);
    ticker.advance(100, TimeUnit.SECONDS);
    assertThat(peak.highest()).isZero();
  }

  @Test
  void loopLag_loopThatIsHeldUp_isSeen() {
    var ticker = Ticker.newMockTicker();
    var channel = EmbeddedChannel.builder().ticker(ticker).build();
    var lag = new LoopLag(ticker);
    lag.watch(channel.eventLoop());
    ticker.advance(100, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(lag.millis()).isZero();
    ticker.advance(380, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(lag.millis()).isEqualTo(280);
  }
}
