package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.blockhound.BlockingOperationError;

/// All tests of this module run under BlockHound; this one knows that it watches.
@Timeout(30)
class BlockHoundTest {
  @Test
  void eventLoop_thatBlocks_isCaught() {
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      var blocked = loops.submit(() -> {
        Thread.sleep(1);
        return "slept";
      });

      assertThat(blocked).failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withCauseInstanceOf(BlockingOperationError.class);
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
