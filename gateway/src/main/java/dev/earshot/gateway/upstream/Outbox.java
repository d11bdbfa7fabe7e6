package dev.earshot.gateway.upstream;

import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/// What a leg has to tell and its reader has not yet asked for.
///
/// Holds at most one guess and one word of silence, the newest; everything else keeps its place. It cannot
/// refuse a final, so while it [#isFull] the leg neither asks for sound nor reads from its recogniser.
final class Outbox {
  static final int FULL = 64;

  private final FluxSink<TranscriptEvent> reader;
  private final AtomicInteger draining = new AtomicInteger();
  // guarded by this
  private final Deque<TranscriptEvent> queue = new ArrayDeque<>();
  private boolean over;
  private @Nullable Throwable failure;

  Outbox(FluxSink<TranscriptEvent> reader) {
    this.reader = reader;
  }

  /// Tells this after everything else. A guess that was not read is forgotten over its successor or its
  /// final.
  void tell(TranscriptEvent event) {
    synchronized (this) {
      if (over) {
        return;
      }
      if (event instanceof Partial || event instanceof Final) {
        var _ = queue.removeIf(Partial.class::isInstance);
      }
      if (event instanceof HeardTo) {
        var _ = queue.removeIf(before -> before instanceof HeardTo heard && !heard.asked());
      }
      queue.add(event);
    }
    drain();
  }

  /// Nothing will be told any more. What was told before is still delivered.
  ///
  /// @param why null at a good end
  void end(@Nullable Throwable why) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      failure = why;
    }
    drain();
  }

  synchronized boolean isFull() {
    return queue.size() >= FULL;
  }

  /// Delivers what the reader has asked for.
  void drain() {
    if (draining.getAndIncrement() != 0) {
      return;
    }
    var missed = 1;
    do {
      deliver();
      missed = draining.addAndGet(-missed);
    } while (missed != 0);
  }

  private void deliver() {
    while (reader.requestedFromDownstream() > 0) {
      var event = poll();
      if (event == null) {
        break;
      }
      var _ = reader.next(event);
    }
    finish();
  }

  private synchronized @Nullable TranscriptEvent poll() {
    return queue.poll();
  }

  private void finish() {
    @Nullable
    Throwable why;
    synchronized (this) {
      if (!over || !queue.isEmpty()) {
        return;
      }
      why = failure;
    }
    if (why == null) {
      reader.complete();
    } else {
      reader.error(why);
    }
  }
}
