package dev.earshot.testkit;

import dev.earshot.core.cache.InProcessSecondLevel;
import dev.earshot.core.cache.SecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import dev.earshot.core.invalidation.InvalidationBus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// What a gateway's caches use that is alone keeps the contracts of what many share.
class InProcessCacheTest implements SecondLevelContract, InvalidationBusContract {
  private static final long MOST_BYTES = 1_000_000;

  private final AtomicLong now = new AtomicLong();
  private final SecondLevel second = new InProcessSecondLevel(MOST_BYTES, now::get, Runnable::run);
  private final InProcessBus here = new InProcessBus();
  private final InProcessBus there = here.beside();

  @Override
  public SecondLevel secondLevel() {
    return second;
  }

  @Override
  public void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Override
  public InvalidationBus here() {
    return here;
  }

  @Override
  public InvalidationBus there() {
    return there;
  }
}
