package dev.earshot.gateway.upstream;

import java.time.Duration;
import java.util.concurrent.Executor;

/// A thread that everything of one leg happens on. Tasks run in the order in which they were given.
public interface Loop extends Executor {
  /// What repeats until it is stopped.
  interface Beat {
    void stop();
  }

  /// Runs it every so often, on this loop. Called on it.
  Beat every(Duration time, Runnable task);

  /// Whether whoever asks is on it.
  boolean isHere();

  /// Whether it takes no tasks any more: they are dropped. Safe for use by any thread.
  boolean isOver();

  /// Its clock, in nanoseconds.
  long nanoTime();
}
