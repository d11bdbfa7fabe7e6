package dev.earshot.core.stream;

import dev.earshot.core.account.Policy;
import java.util.function.LongConsumer;

/// How much one stream has used while nobody could tell what is left.
///
/// One thread writes; any may ask whether it is over.
final class Blindness {
  private static final long SEES = -1;

  private final LongConsumer granted;
  private long fromMs = SEES;
  private long toldMs;
  private long mostMs = Long.MAX_VALUE;
  private volatile boolean over;
  private boolean wasOver;

  /// @param granted hears of each piece that was used blindly, in milliseconds
  Blindness(LongConsumer granted) {
    this.granted = granted;
  }

  /// A question was not answered. Gives the mark up to which the stream may go on.
  long goesOnTo(long usedMs, Policy.Blindness allowed) {
    if (fromMs == SEES) {
      fromMs = usedMs;
      toldMs = usedMs;
    }
    granted.accept(usedMs - toldMs);
    toldMs = usedMs;
    mostMs = fromMs + Math.min(allowed.most().toMillis(), Long.MAX_VALUE - fromMs);
    over = usedMs >= mostMs;
    return mostMs;
  }

  /// The nearer of two marks: what is left, and what may be used blindly.
  long stop(long leftMs) {
    return Math.min(leftMs, mostMs);
  }

  /// An answer has come.
  void ends() {
    fromMs = SEES;
    mostMs = Long.MAX_VALUE;
    wasOver |= over;
    over = false;
  }

  /// Whether the stream has used all that it may use blindly.
  boolean isOver() {
    return over;
  }

  /// Whether it had, until the last answer; asked once.
  boolean wasOver() {
    var was = wasOver;
    wasOver = false;
    return was;
  }
}
