package dev.earshot.core.cache;

import java.time.Duration;

/// What a load came to. A failure is one too, so that nobody below us takes it for something to be logged.
sealed interface Outcome permits Kept, Outcome.Failed {
  /// What it takes where it is kept.
  int bytes();

  /// How long it may be kept.
  Duration life();

  /// It failed; this is never kept.
  record Failed(Throwable why) implements Outcome {
    @Override
    public int bytes() {
      return 0;
    }

    @Override
    public Duration life() {
      return Duration.ZERO;
    }
  }
}
