package dev.earshot.load.credits;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that somebody turns by hand, one second after the other.
final class Hand implements InstantSource {
  /// In the middle of a month, at the beginning of an hour.
  static final Instant START = Instant.parse("2026-11-15T10:00:00Z");

  private final AtomicLong seconds = new AtomicLong();

  @Override
  public Instant instant() {
    return START.plusSeconds(seconds());
  }

  /// Since the start.
  long seconds() {
    return seconds.get();
  }

  void turn() {
    seconds.incrementAndGet();
  }

  void reset() {
    seconds.set(0);
  }
}
