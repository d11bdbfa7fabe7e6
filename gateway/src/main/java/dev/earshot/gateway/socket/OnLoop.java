package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Runs a task on an event loop: at once when called from it, later otherwise. A loop that is going down
/// has no sockets left that the task could be about: it is dropped.
record OnLoop(EventExecutor loop) implements Executor {
  @Override
  public void execute(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      executeLater(task);
    }
  }

  private void executeLater(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      if (!loop.isShuttingDown()) {
        throw e;
      }
    }
  }
}
