package dev.earshot.load.device;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A device that comes back whenever its connection ends, until it is told to end: soon where it was told
/// to come again, more and more slowly where nobody answers. Lives on one event loop.
final class LoyalDevice {
  private static final long SOON_MS = 100;
  private static final long LONGEST_MS = 2_000;
  private static final int MOST_DOUBLINGS = 4;

  private final int number;
  private final Line line;
  private final EventLoop loop;
  private final RandomGenerator random;
  private final Diary diary;
  private @Nullable Stay stay;
  private int failures;
  private boolean ending;

  /// Who writes down what becomes of devices.
  interface Diary {
    /// A connection is over.
    void over(Visit visit);

    /// A device is at its end, and comes no more.
    void gone();
  }

  LoyalDevice(int number, Line line, EventLoop loop, RandomGenerator random, Diary diary) {
    this.number = number;
    this.line = line;
    this.loop = loop;
    this.random = random;
    this.diary = diary;
  }

  void call() {
    if (ending) {
      diary.gone();
      return;
    }
    var next = new Stay(number, line, loop, this::ended);
    stay = next;
    next.call();
  }

  boolean isTalking() {
    return stay != null && stay.isTalking();
  }

  /// Ends its connection as a device does, and makes no other.
  void finish() {
    ending = true;
    if (stay != null) {
      stay.finish();
    } // else it looks in when it wakes up
  }

  private void ended(Visit visit) {
    var told = stay == null ? 0 : stay.mayComeBehind().toMillis();
    stay = null;
    diary.over(visit);
    failures = visit.wasReady() ? 0 : failures + 1;
    if (ending) {
      diary.gone();
    } else {
      var _ = loop.schedule(this::call, told + pauseMs(), TimeUnit.MILLISECONDS);
    }
  }

  /// Between half of the pause and all of it, so that those who were cut off together do not come back
  /// together.
  private long pauseMs() {
    var longest = Math.min(LONGEST_MS, SOON_MS << Math.min(failures, MOST_DOUBLINGS));
    return longest / 2 + random.nextLong(longest / 2 + 1);
  }
}
