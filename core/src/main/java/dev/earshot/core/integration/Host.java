package dev.earshot.core.integration;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One host that deliveries go to: how many are under way, who waits for a place, and whether it is spared.
///
/// After three failures in a row, with nothing taken between them, it rests, and nobody is sent there. How
/// long doubles up to the longest pause, drawn anew each time; then one delivery tries it. That one's success ends
/// the rest for all, its failure begins the next. So a host that is away for an hour costs an attempt every few
/// minutes, however many streams speak. On the dispatcher's thread only.
final class Host {
  private static final int FAILURES = 3;
  private static final long FORGOTTEN_MS = 3_600_000;

  private final DeliveryTimes times;
  private final RandomGenerator random;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private int underWay;
  private int inARow;
  private int rests;
  private boolean resting;
  private boolean alarmed;
  private long restUntilMs;
  private long failedMs;

  Host(DeliveryTimes times, RandomGenerator random) {
    this.times = times;
    this.random = random;
  }

  void await(Line line) {
    waiting.add(line);
  }

  /// Who may be sent now; null where nobody may.
  @Nullable
  Line take(long nowMs) {
    var most = resting ? (nowMs >= restUntilMs ? 1 : 0) : times.atOnce();
    if (waiting.isEmpty() || underWay >= most) {
      return null;
    }
    underWay++;
    return waiting.remove();
  }

  /// When somebody should look again because it rests now and somebody waits; empty where nobody has to, or
  /// somebody will.
  Optional<Duration> alarm(long nowMs) {
    if (!resting || waiting.isEmpty() || alarmed || nowMs >= restUntilMs) {
      return Optional.empty();
    }
    alarmed = true;
    return Optional.of(Duration.ofMillis(restUntilMs - nowMs));
  }

  void rang() {
    alarmed = false;
  }

  /// Whether it can be forgotten: nobody goes there, and it has not failed for an hour.
  boolean isIdle(long nowMs) {
    return underWay == 0 && waiting.isEmpty() && (inARow == 0 || nowMs - failedMs > FORGOTTEN_MS);
  }

  /// Whoever was sent has not tried.
  void returned() {
    underWay--;
  }

  void succeeded() {
    underWay--;
    inARow = 0;
    rests = 0;
    resting = false;
  }

  void failed(long nowMs, Duration after) {
    underWay--;
    inARow++;
    failedMs = nowMs;
    if (inARow >= FAILURES && !(resting && nowMs < restUntilMs)) { // others may still have been under way
      rests++;
      resting = true;
      restUntilMs = nowMs
          + Math.max(after.toMillis(), pause(times.mostAfter(Math.min(rests + 3, 30)), random));
    }
  }

  /// Between half of the most and all of it: nobody comes back at once, and hosts are not tried together.
  private static long pause(Duration most, RandomGenerator random) {
    var half = Math.max(1, most.toMillis() / 2);
    return half + random.nextLong(half);
  }
}
