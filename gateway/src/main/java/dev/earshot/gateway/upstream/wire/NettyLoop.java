package dev.earshot.gateway.upstream.wire;

import dev.earshot.gateway.upstream.Loop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/// An event loop of Netty as legs know it. A loop that is going down has no wires left that a task could be
/// about: the task is dropped.
record NettyLoop(EventLoop loop, Beats beats) implements Loop {
  @Override
  public void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      if (!loop.isShuttingDown()) {
        throw e;
      }
    }
  }

  @Override
  public boolean isHere() {
    return loop.inEventLoop();
  }

  @Override
  public Beat every(Duration time, Runnable task) {
    return beats.every(time, task);
  }

  @Override
  public boolean isOver() {
    return loop.isShuttingDown();
  }

  @Override
  public long nanoTime() {
    return loop.ticker().nanoTime();
  }
}
