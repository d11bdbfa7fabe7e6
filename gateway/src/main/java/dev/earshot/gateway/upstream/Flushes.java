package dev.earshot.gateway.upstream;

import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The flushes of a leg that are not answered yet. Each is told once, in order: with its recogniser's
/// answer, or without it when that takes too long. Then no more is promised than what is final.
final class Flushes {
  /// More than that at once, and no more sound is asked for.
  static final int MOST = 16;

  /// One that waits: put to the recogniser as a question, or to be answered with the one before.
  private static final class Open {
    private final boolean question;
    private final boolean asked;
    private final long toMs;
    private final long sinceNanos;
    private boolean told;

    private Open(boolean question, boolean asked, long toMs, long sinceNanos) {
      this.question = question;
      this.asked = asked;
      this.toMs = toMs;
      this.sinceNanos = sinceNanos;
    }
  }

  private final long patienceNanos;
  private final Deque<Open> open = new ArrayDeque<>();
  private long finalMs;
  private long promisedMs;

  Flushes(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /// Words are final up to here.
  void isFinal(long toMs) {
    finalMs = Math.max(finalMs, toMs);
  }

  /// A flush goes to the recogniser.
  ///
  /// @param toMs up to where sound was given to it
  void ask(boolean asked, long toMs, long nanos) {
    open.add(new Open(true, asked, toMs, nanos));
  }

  /// A flush with no new sound before it.
  ///
  /// @return its answer, or nothing while that of the one before is awaited
  List<HeardTo> join(boolean asked, long toMs, long nanos) {
    if (open.stream().allMatch(one -> one.told)) {
      return List.of(promise(toMs, asked));
    }
    open.add(new Open(false, asked, toMs, nanos));
    return List.of();
  }

  /// So many questions were answered, the oldest first.
  List<HeardTo> answered(int questions) {
    var told = new ArrayList<HeardTo>();
    for (var left = questions; left > 0 && !open.isEmpty(); left--) {
      do {
        var one = open.remove();
        if (!one.told) {
          told.add(promise(one.toMs, one.asked));
        }
      } while (!open.isEmpty() && !open.element().question);
    }
    return told;
  }

  /// All is told.
  List<HeardTo> all() {
    return answered(open.size());
  }

  /// Those that have waited long enough.
  List<HeardTo> late(long nanos) {
    var told = new ArrayList<HeardTo>();
    for (var one : open) {
      if (!one.told && nanos - one.sinceNanos >= patienceNanos) {
        one.told = true;
        told.add(promise(Math.min(one.toMs, finalMs), one.asked));
      }
    }
    while (open.size() > MOST && open.element().told) {
      open.remove(); // whoever leaves so many unanswered answers none
    }
    return told;
  }

  boolean isFull() {
    return open.size() >= MOST && open.stream().filter(one -> !one.told).count() >= MOST;
  }

  private HeardTo promise(long toMs, boolean asked) {
    promisedMs = Math.max(promisedMs, toMs);
    return new HeardTo(promisedMs, asked);
  }
}
