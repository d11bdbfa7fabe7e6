package dev.earshot.core.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Scheduler;

/// What a [CacheManager] may take, and what it takes its time and chance from.
///
/// @param mostBytes of all that is kept in this process, keys and surroundings included, from 1 KiB
/// @param deadline of a load, the second level's part included: up to 8 s, which with what a late write
/// takes is below [SecondLevel#GUARD]
/// @param patience with one call of the second level, before the loader is asked instead: up to 1 s
/// @param ticker by which values age
/// @param executor on which room is made; may run the task at once
/// @param scheduler of deadlines
/// @param random spreads times to live; used by several threads
public record CacheSettings(long mostBytes, Duration deadline, Duration patience, Ticker ticker,
    Executor executor, Scheduler scheduler, RandomGenerator random) {
  private static final long LEAST_BYTES = 1_024;
  private static final Duration LONGEST_LOAD = Duration.ofSeconds(8);
  private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration USUAL_LOAD = Duration.ofSeconds(5);
  private static final Duration USUAL_PATIENCE = Duration.ofMillis(250);

  public CacheSettings {
    if (mostBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "most bytes: " + mostBytes + " (expected: >= " + LEAST_BYTES + ")");
    }
    check("deadline", deadline, LONGEST_LOAD);
    check("patience", patience, LONGEST_PATIENCE);
  }

  /// Loads within 5 s, the second level within 250 ms; room is made on the scheduler.
  public static CacheSettings of(long mostBytes, Ticker ticker, Scheduler scheduler,
      RandomGenerator random) {
    return new CacheSettings(mostBytes, USUAL_LOAD, USUAL_PATIENCE, ticker, scheduler::schedule,
        scheduler, random);
  }

  /// What is larger is not kept: it would drive out all others.
  int mostBytesOfOne() {
    return (int) Math.min(mostBytes / 2, Integer.MAX_VALUE);
  }

  /// A time that is up to a tenth shorter or longer, so that what began together does not end together.
  long spread(Duration time) {
    return (long) (time.toNanos() * (0.9 + 0.2 * random.nextDouble()));
  }

  private static void check(String what, Duration time, Duration most) {
    if (time.toMillis() < 1 || time.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          what + ": " + time + " (expected: 1 ms.." + most.toMillis() + " ms)");
    }
  }
}
