package dev.earshot.core.translation;

import dev.earshot.core.stream.Overhearer;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Translated;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

/// Tells a stream's client its final words in another language, behind the words themselves.
///
/// Words wait for nothing. Up to 64 finals of a stream wait to be translated, four at once; the next is left as it is, and so
/// is one that is not translated within the deadline, or at all. Translations come in the order of their finals. A stream ends
/// when its last translation is there, a deadline later at the most.
public final class Translations implements Overhearer {
  private static final int WAITING = 64;
  private static final int AT_ONCE = 4;

  private final Translator translator;
  private final Duration deadline;
  private final Scheduler scheduler;
  private final Consumer<Outcome> outcomes;

  /// What became of a final.
  public enum Outcome {
    TRANSLATED, NOT_NEEDED, FAILED, NO_ROOM
  }

  /// @param deadline of one final
  /// @param scheduler of deadlines
  /// @param outcomes hears what became of each final; must not block
  public Translations(Translator translator, Duration deadline, Scheduler scheduler,
      Consumer<Outcome> outcomes) {
    this.translator = translator;
    this.deadline = deadline;
    this.scheduler = scheduler;
    this.outcomes = outcomes;
  }

  @Override
  public Flux<StreamEvent> overhear(StreamSpec spec, Flux<StreamEvent> events) {
    var language = spec.translateTo();
    return language == null ? events : translated(events, language);
  }

  /// A final is laid down when it is on its way to the client, so that its translation is behind it also where
  /// the client reads slowly; behind the last event, which is empty here, none is laid down any more.
  private Flux<StreamEvent> translated(Flux<StreamEvent> events, String language) {
    return Flux.defer(() -> {
      var waiting = Sinks.many()
          .unicast()
          .<Heard>onBackpressureBuffer(Queues.<Heard>get(WAITING).get());
      var told = events.map(Optional::of).concatWith(Mono.just(Optional.empty()));
      var made = waiting.asFlux()
          .flatMapSequential(heard -> translate(heard, language), AT_ONCE, 1)
          .map(Optional::of);
      return Flux.merge(1, told, made).handle((next, out) -> next.ifPresentOrElse(event -> {
        lay(event, waiting);
        out.next(event);
      }, waiting::tryEmitComplete));
    });
  }

  private void lay(StreamEvent event, Sinks.Many<Heard> waiting) {
    if (event instanceof Heard heard && heard.event() instanceof Final said
        && !said.text().isBlank()
        && waiting.tryEmitNext(heard) == Sinks.EmitResult.FAIL_OVERFLOW) {
      outcomes.accept(Outcome.NO_ROOM);
    }
  }

  private Mono<StreamEvent> translate(Heard heard, String language) {
    if (!(heard.event() instanceof Final said)) {
      return Mono.empty();
    }
    return Mono.defer(() -> translator.translate(said.text(), language))
        .timeout(deadline, scheduler)
        .map(made -> {
          outcomes.accept(Outcome.TRANSLATED);
          return (StreamEvent) new Translated(heard.channel(), said, language, made.text());
        })
        .switchIfEmpty(Mono.fromRunnable(() -> outcomes.accept(Outcome.NOT_NEEDED)))
        .onErrorResume(_ -> Mono.fromRunnable(() -> outcomes.accept(Outcome.FAILED)));
  }
}
