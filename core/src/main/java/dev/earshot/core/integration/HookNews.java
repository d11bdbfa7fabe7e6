package dev.earshot.core.integration;

import dev.earshot.core.integration.Outcome.Failure;

/// Hears what an operator wants to count. None of it may block.
public interface HookNews {
  /// Why a final is not delivered.
  enum Drop {
    /// A stream speaks faster than its finals can be kept.
    QUEUE_FULL,
    /// It could not be kept, or nobody could tell who wants it, for too long.
    NOT_KEPT,
    /// Newer ones needed the room.
    OUTBOX_FULL,
    /// It was not taken for a day.
    OLD,
    /// The account has disabled the app since.
    DISABLED,
    /// The app wants nothing more.
    GONE
  }

  /// So many finals were taken.
  default void delivered(int finals) {}

  /// An attempt failed.
  default void failed(Failure why) {}

  /// So many finals will not be delivered.
  default void dropped(Drop why, long finals) {}

  /// This is what waits.
  default void holds(Outbox.Held held) {}

  /// A call to a store has failed; `what` is a short phrase without names.
  default void fault(String what, Throwable why) {}
}
