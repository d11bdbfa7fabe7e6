package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Executor;

/// Runs a task on an event loop: at once when called from it, later otherwise.
record OnLoop(EventExecutor loop) implements Executor {
  @Override
  public void execute(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }
}
