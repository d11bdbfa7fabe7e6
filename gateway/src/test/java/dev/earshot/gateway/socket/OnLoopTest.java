package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.channel.DefaultEventLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where and whether a task runs.
@Timeout(30)
class OnLoopTest {
  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final OnLoop onLoop = new OnLoop(loop);

  @Test
  void execute_fromElsewhere_runsOnTheLoop() {
    var ran = new AtomicBoolean();

    onLoop.execute(() -> ran.set(loop.inEventLoop()));
    loop.submit(() -> {}).syncUninterruptibly();

    assertThat(ran).isTrue();
    loop.shutdownGracefully();
  }

  @Test
  void execute_onTheLoop_runsAtOnce() {
    var order = new AtomicReference<>("");

    loop.submit(() -> {
      onLoop.execute(() -> order.updateAndGet(seen -> seen + "inner "));
      order.updateAndGet(seen -> seen + "outer");
    }).syncUninterruptibly();

    assertThat(order).hasValue("inner outer");
    loop.shutdownGracefully();
  }

  @Test
  void execute_whenTheLoopHasEnded_isNoError() {
    loop.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();

    assertThatCode(() -> onLoop.execute(() -> {
      throw new AssertionError("no loop to run on");
    })).doesNotThrowAnyException();
  }
}
