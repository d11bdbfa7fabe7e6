package dev.earshot.core.gate;

import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.FluxSink;
import reactor.util.context.Context;

/// The words of one gated leg on their way back: their times are put on the client's clock, and silence that
/// was left out is told of. What the gate says itself is told in place of an event that was asked for, and
/// only where one was.
final class GatedWords extends BaseSubscriber<TranscriptEvent> {
  private static final long TOLD_EACH_MS = 1_000;

  private final TimeMap map;
  private final FluxSink<TranscriptEvent> reader;
  /// Events of the gate's own, for which the recogniser was asked and has not told one.
  private final AtomicLong ahead = new AtomicLong();
  private volatile long passedToMs;
  private volatile long heardToMs;
  private volatile boolean over;
  private long toldMs;

  GatedWords(TimeMap map, FluxSink<TranscriptEvent> reader) {
    this.map = map;
    this.reader = reader;
  }

  /// Sound went through up to here, by the recogniser's clock.
  void passed(long toMs) {
    passedToMs = toMs;
  }

  /// Silence was left out up to here, by the client's clock. Told where nothing before it is owed.
  void silentTo(long ms) {
    if (!over && heardToMs >= passedToMs && ms - toldMs >= TOLD_EACH_MS
        && reader.requestedFromDownstream() > 0) {
      toldMs = ms;
      ahead.incrementAndGet();
      reader.next(new HeardTo(ms, false));
    }
  }

  @Override
  public Context currentContext() {
    return Context.of(reader.contextView());
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    reader.onDispose(this);
    reader.onRequest(wanted -> {
      var spared = wanted == Long.MAX_VALUE ? 0 : Math.min(wanted, ahead.get());
      ahead.addAndGet(-spared);
      if (wanted > spared) {
        request(wanted - spared);
      }
    });
  }

  @Override
  protected void hookOnNext(TranscriptEvent event) {
    if (event instanceof HeardTo(var to, _)) {
      heardToMs = Math.max(heardToMs, to);
    } else if (event instanceof Final said) {
      heardToMs = Math.max(heardToMs, said.toMs());
    }
    reader.next(map.onClient(event));
  }

  @Override
  protected void hookOnError(Throwable why) {
    over = true;
    reader.error(why);
  }

  @Override
  protected void hookOnComplete() {
    over = true;
    reader.complete();
  }
}
