package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopLagTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();
  private final LoopLag lag = new LoopLag(ticker);

  LoopLagTest() {
    lag.watch(channel.eventLoop());
  }

  @Test
  void loopLag_loopThatIsHeldUpOnce_isNotLate() {
    late(280);
    assertThat(lag.millis()).isZero();
    late(0);
    late(0);
    assertThat(lag.millis()).isZero();
  }

  @Test
  void loopLag_loopThatIsHeldUpAgainAndAgain_isAsLateAsAlways() {
    late(280);
    late(250);
    late(1_000);
    assertThat(lag.millis()).isEqualTo(250);
    late(0);
    assertThat(lag.millis()).isZero();
  }

  /// The next look comes so much later than it should.
  private void late(long millis) {
    ticker.advance(100 + millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }
}
