package dev.earshot.core.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What a load brought, a value or that there is none, and until when it counts. Times are the ticker's.
final class Kept implements Outcome {
  private static final double AHEAD = 0.8;

  private final FamilyBook book;
  private final @Nullable Object value;
  private final int bytes;
  private final long freshUntil;
  private final long life;
  private final AtomicReference<@Nullable Load> renewal = new AtomicReference<>();
  private volatile long tryAt;

  private Kept(FamilyBook book, @Nullable Object value, int bytes, long freshUntil, long tryAt,
      long life) {
    this.book = book;
    this.value = value;
    this.bytes = bytes;
    this.freshUntil = freshUntil;
    this.tryAt = tryAt;
    this.life = life;
  }

  /// A value, which is asked for anew when four fifths of its time are over.
  ///
  /// @param ttl how long it is fresh
  /// @param life how long it is kept, as long at least
  static Kept value(FamilyBook book, Object value, int bytes, long now, long ttl, long life) {
    return new Kept(book, value, bytes, now + ttl, now + (long) (AHEAD * ttl), Math.max(ttl, life));
  }

  /// That there is no value, for so long.
  static Kept missing(FamilyBook book, int bytes, long now, long ttl) {
    return new Kept(book, null, bytes, now + ttl, now + ttl, ttl);
  }

  FamilyBook book() {
    return book;
  }

  @Nullable
  Object value() {
    return value;
  }

  @Override
  public int bytes() {
    return bytes;
  }

  @Override
  public Duration life() {
    return Duration.ofNanos(life);
  }

  boolean isFresh(long now) {
    return now - freshUntil < 0;
  }

  /// Whether the loader should be asked by now.
  boolean isDue(long now) {
    return now - tryAt >= 0;
  }

  /// The load that is to bring what comes after this: the one that runs, or else this one, which is to be
  /// started then.
  Load renewedBy(Load mine) {
    var running = renewal.compareAndExchange(null, mine);
    return running == null ? mine : running;
  }

  /// The renewal has failed; the next may begin then.
  void renewalFailed(long again) {
    tryAt = again;
    renewal.set(null);
  }
}
