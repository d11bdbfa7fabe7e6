package dev.earshot.core.cache;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Runs loads to their end, whoever waits for them, and puts what they bring where it belongs.
final class Loads {
  /// For so long it is remembered that there is no value.
  private static final Duration MISSING = Duration.ofSeconds(5);
  /// For so long nobody asks anew for what could not be renewed.
  private static final Duration HOLD_OFF = Duration.ofSeconds(1);
  /// What surrounds a value: its place, its load, its times; without the key.
  private static final int SURROUNDINGS = 256;

  private final CacheSettings settings;
  private final FirstLevel first;
  private final SharedLevel shared;

  /// What somebody wants to have loaded.
  record Wish<T>(CacheKey<T> key, String name, Duration ttl, Supplier<? extends Mono<T>> loader,
      FamilyBook book) {}

  Loads(CacheSettings settings, FirstLevel first, SharedLevel shared) {
    this.settings = settings;
    this.first = first;
    this.shared = shared;
  }

  /// Begins. Ends `mine` in any case, by the deadline at the latest.
  ///
  /// @param old what is renewed; null where `mine` has the place
  <T> void run(Wish<T> wish, Load mine, @Nullable Load old) {
    wish.book().loads.increment();
    wish.book().loading.increment();
    try {
      var _ = shared.through(wish.key(), wish.book(), Mono.defer(wish.loader()))
          .timeout(settings.deadline(), Mono.error(() -> late(wish)), settings.scheduler())
          .map(value -> kept(wish, value))
          .switchIfEmpty(Mono.fromSupplier(() -> missing(wish)))
          .subscribe(brought -> keep(wish, mine, old, brought),
              why -> fail(wish, mine, old, why));
    } catch (Error e) { // which Reactor passes on; whoever waits must not wait for ever
      fail(wish, mine, old, e);
      throw e;
    }
  }

  private <T> Kept kept(Wish<T> wish, T value) {
    var family = wish.key().family();
    var size = bytes(wish) + Math.max(0, family.size().applyAsLong(value));
    return Kept.value(wish.book(), value, (int) Math.min(size, Integer.MAX_VALUE),
        settings.ticker().read(), settings.spread(wish.ttl()), family.staleUpTo().toNanos());
  }

  private Kept missing(Wish<?> wish) {
    var ttl = wish.ttl().compareTo(MISSING) < 0 ? wish.ttl() : MISSING;
    return Kept.missing(wish.book(), (int) bytes(wish), settings.ticker().read(),
        settings.spread(ttl));
  }

  private static long bytes(Wish<?> wish) {
    return SURROUNDINGS + HeapSize.of(wish.name());
  }

  /// First the place, then those who wait: whoever hears of it finds it there. What has lost its place
  /// meanwhile is counted and at once counted off.
  private void keep(Wish<?> wish, Load mine, @Nullable Load old, Kept brought) {
    var book = wish.book();
    if (brought.bytes() > settings.mostBytesOfOne()) {
      book.refused.increment();
      first.remove(wish.name(), old == null ? mine : old);
    } else if (old != null && first.replace(wish.name(), old, Load.done(mine, brought))) {
      book.placed(brought);
    }
    if (old == null) {
      book.placed(brought);
    }
    book.loading.decrement();
    mine.complete(brought);
  }

  private void fail(Wish<?> wish, Load mine, @Nullable Load old, Throwable why) {
    wish.book().failures.increment();
    if (old == null) {
      first.remove(wish.name(), mine);
    } else if (old.join() instanceof Kept kept) {
      kept.renewalFailed(settings.ticker().read() + HOLD_OFF.toNanos());
    }
    wish.book().loading.decrement();
    mine.complete(new Outcome.Failed(why));
  }

  private TimeoutException late(Wish<?> wish) {
    return new TimeoutException("load of " + wish.key().family().name()
        + ": no answer (expected: one within " + settings.deadline().toMillis() + " ms)");
  }
}
