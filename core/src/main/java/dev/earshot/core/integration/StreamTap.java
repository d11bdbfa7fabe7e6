package dev.earshot.core.integration;

import dev.earshot.core.integration.HookNews.Drop;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;
import reactor.util.retry.Retry;

/// Takes one stream's finals to the outbox, in order. A stream that says nothing costs nothing.
final class StreamTap {
  private static final int WAITING = 256;
  private static final int RETRIES = 40;
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

  private final StreamSpec spec;
  private final Finals desk;
  private final Known<List<Hook>> hooks;
  private final Known<Integer> frequency;
  private final Sinks.Empty<Void> over = Sinks.empty();
  private Sinks.@Nullable Many<Laid> waiting;
  private boolean ended;
  private boolean held;
  private long number;

  /// A final as it was heard.
  private record Laid(int channel, Final said, long atMs) {}

  StreamTap(StreamSpec spec, Finals desk) {
    this.spec = spec;
    this.desk = desk;
    this.hooks = known(answered(desk.hooks().of(spec.account())));
    this.frequency = known(answered(desk.frequency(spec.account()))
        .map(MentorFrequency::value)
        .onErrorResume(error -> {
          desk.news().fault("look up how often to notify", error);
          return Mono.just(0);
        }));
  }

  /// Completes when it has ended and everything is kept, or dropped.
  Mono<Void> flushed() {
    return over.asMono();
  }

  /// Lays a final down. Returns at once.
  void hear(StreamEvent event) {
    switch (event) {
      case Heard(var channel, Final said) when !held && !said.words().isEmpty() ->
        lay(new Laid(channel, said, desk.scheduler().now(TimeUnit.MILLISECONDS)));
      case CreditsExhausted gone -> held = gone.goesOn() && !gone.appsGoOn();
      case CreditsRestored _ -> held = false;
      case Heard _,StreamEvent.Translated _,StreamEvent.Stage _,StreamEvent.CreditsLeft _,StreamEvent.ThresholdReached _,StreamEvent.Billed _ ->
        {
        }
    }
  }

  /// A stream may end on another thread than it speaks.
  synchronized void end() {
    ended = true;
    if (waiting == null) {
      leave();
    } else {
      var _ = waiting.tryEmitComplete(); // a second end changes nothing
    }
  }

  private synchronized void lay(Laid next) {
    if (waiting == null) {
      if (ended) {
        return;
      }
      waiting = open();
    }
    if (waiting.tryEmitNext(next) == Sinks.EmitResult.FAIL_OVERFLOW) {
      desk.news().dropped(Drop.QUEUE_FULL, 1);
    } // any other failure: the stream has ended
  }

  private Sinks.Many<Laid> open() {
    var sink = Sinks.many()
        .unicast()
        .<Laid>onBackpressureBuffer(Queues.<Laid>get(WAITING).get());
    var _ = sink.asFlux()
        .publishOn(desk.scheduler(), 16)
        .concatMap(this::keep, 1)
        .doFinally(_ -> leave())
        .subscribe();
    return sink;
  }

  private void leave() {
    desk.left(this);
    var _ = over.tryEmitEmpty(); // a second end changes nothing
  }

  private Mono<Void> keep(Laid next) {
    var said = next.said();
    var text = said.text();
    if (text.isEmpty()) {
      return Mono.empty();
    }
    var kept = new Said(spec.account(), spec.id(), number++, next.channel(), said.fromMs(),
        Math.max(said.fromMs(), said.toMs()), text, Instant.ofEpochMilli(next.atMs()));
    return Mono.zip(hooks.now().retryWhen(retry("look up hooks")), frequency.now(),
        (wanting, often) -> entries(kept, wanting, often))
        .flatMap(entries -> keep(entries).retryWhen(retry("write the outbox")))
        .onErrorResume(_ -> Mono.fromRunnable(() -> desk.news().dropped(Drop.NOT_KEPT, 1)));
  }

  private List<Entry> entries(Said next, List<Hook> wanting, int often) {
    var apps = wanting.stream()
        .filter(hook -> !desk.dispatcher().isGone(hook))
        .map(hook -> new Entry(hook.app(), next));
    var owner = desk.pace().take(next, often).stream().map(said -> new Entry(Line.OWNER, said));
    return Stream.concat(apps, owner).toList();
  }

  private Mono<Void> keep(List<Entry> entries) {
    if (entries.isEmpty()) {
      return Mono.empty();
    }
    return desk.outbox()
        .append(entries)
        .timeout(desk.times().lookup(), desk.scheduler())
        .doOnNext(dropped -> {
          if (dropped > 0) {
            desk.news().dropped(Drop.OUTBOX_FULL, dropped);
          }
          entries.stream()
              .map(Entry::line)
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
              .forEach((line, count) -> desk.dispatcher().appended(line, count.intValue()));
        })
        .then();
  }

  private Retry retry(String what) {
    return Retry.backoff(RETRIES, FIRST_RETRY)
        .maxBackoff(LONGEST_RETRY)
        .scheduler(desk.scheduler())
        .doBeforeRetry(signal -> desk.news().fault(what, signal.failure()));
  }

  private <T> Mono<T> answered(Mono<T> question) {
    return question.timeout(desk.times().lookup(), desk.scheduler());
  }

  private <T> Known<T> known(Mono<T> question) {
    return new Known<>(question, desk.times().memory(), desk.scheduler(),
        error -> desk.news().fault("look up hooks", error));
  }
}
