package dev.earshot.load.credits;

/// What one stream was told and what it was billed, each moment in seconds since the clock's start and
/// [#NEVER] where it did not come.
///
/// @param billedMs by its meter; 0 until it has ended
/// @param exhaustedAt first told that nothing is left
/// @param restoredAt first told that there is something left again
/// @param unlimitedAt first told that there is no limit
record Seen(long openedAt, long endedAt, long billedMs, long exhaustedAt, long restoredAt,
    long unlimitedAt) {
  static final long NEVER = -1;

  static Seen opened(long now) {
    return new Seen(now, NEVER, 0, NEVER, NEVER, NEVER);
  }

  Seen ended(long now, long ms) {
    return new Seen(openedAt, now, ms, exhaustedAt, restoredAt, unlimitedAt);
  }

  Seen exhausted(long now) {
    return new Seen(openedAt, endedAt, billedMs, first(exhaustedAt, now), restoredAt, unlimitedAt);
  }

  Seen restored(long now) {
    return new Seen(openedAt, endedAt, billedMs, exhaustedAt, first(restoredAt, now), unlimitedAt);
  }

  Seen unlimited(long now) {
    return new Seen(openedAt, endedAt, billedMs, exhaustedAt, restoredAt, first(unlimitedAt, now));
  }

  private static long first(long known, long now) {
    return known == NEVER ? now : known;
  }
}
