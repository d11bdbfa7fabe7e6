package dev.earshot.core.relay;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.Trouble;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How often one stream was failed, and what it does about it: it avoids those who failed it, comes back
/// later each time, gives up in the end. Not safe for use by several threads.
final class Patience {
  private static final int AT_ONCE = 4;
  private static final long SHORTEST_MS = 100;
  private static final long LONGEST_MS = 5_000;
  private static final int MUTE_DOUBLINGS = 6;

  private final RelayTimes times;
  private final Set<Target> tried = new HashSet<>();
  private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
  private int inARow;
  private int mutes;
  private long notBeforeMs;
  private long waitingSinceMs = Long.MAX_VALUE;
  private boolean hasHeard;
  private @Nullable Throwable last;
  private Trouble lastTrouble = Trouble.LOST;

  Patience(RelayTimes times) {
    this.times = times;
  }

  void failed(Target target, Trouble trouble, Throwable error, long nowMs) {
    tried.add(target);
    troubles.add(trouble);
    last = error;
    lastTrouble = trouble;
    waits(nowMs);
    mutes += trouble == Trouble.MUTE ? 1 : 0;
    if (++inARow > AT_ONCE) {
      notBeforeMs = nowMs + Math.min(LONGEST_MS, SHORTEST_MS << Math.min(10, inARow - AT_ONCE));
    }
  }

  /// It was moved away from this one, which did nothing wrong.
  void moved(Target target) {
    tried.add(target);
  }

  /// A recogniser has said words.
  void heardWords() {
    hasHeard = true;
    tried.clear();
    troubles.clear();
    inARow = 0;
    mutes = 0;
  }

  /// Whether another leg was begun before.
  boolean isAgain() {
    return inARow > 0 || hasHeard;
  }

  Set<Target> tried() {
    return tried;
  }

  boolean mayTry(long nowMs) {
    return nowMs >= notBeforeMs;
  }

  /// Nobody hears it.
  void waits(long nowMs) {
    waitingSinceMs = Math.min(waitingSinceMs, nowMs);
  }

  /// Somebody does.
  void waitsNoMore() {
    waitingSinceMs = Long.MAX_VALUE;
  }

  /// Whether there is no use in waiting: it took too long; or nothing was ever heard, and everybody who could
  /// hear has no room, or will not serve us.
  ///
  /// @param untried whether somebody is left who was not asked
  boolean isOver(boolean untried, long nowMs) {
    var hopeless = !hasHeard && !untried && (troubles.equals(EnumSet.of(Trouble.BUSY))
        || troubles.equals(EnumSet.of(Trouble.REFUSED)));
    return hopeless || nowMs - waitingSinceMs >= times.giveUp().toMillis();
  }

  /// How much speech without words counts as mute: twice as much after each recogniser that had none for it
  /// either, for then it may be no speech.
  long muteMs() {
    return times.mute().toMillis() << Math.min(mutes, MUTE_DOUBLINGS);
  }

  /// What the stream ends with.
  RecogniserException reason() {
    return switch (last) {
      case null -> new Lost("engines: none may be used now (expected: one that is open)");
      case Busy busy -> busy;
      case Refused refused -> refused;
      case Throwable other -> new Lost("engines: all failed, the last with: " + other.getMessage(),
          other);
    };
  }

  /// What went wrong last.
  Trouble trouble() {
    return lastTrouble;
  }
}
