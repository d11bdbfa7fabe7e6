package dev.earshot.core.stream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.credit.CreditRule;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageMeter;
import dev.earshot.core.usage.UsageRecorder;
import java.time.Duration;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/// Runs one stream from its first sound to its last word.
public final class Transcription {
  /// A month's end does not make all streams fetch at once.
  private static final long LONGEST_JITTER_MS = 60_000;

  private final Recogniser recogniser;
  private final CreditDesk desk;
  private final UsageRecorder recorder;
  private final Ticks ticks;

  /// When streams look at their credit.
  ///
  /// @param every time between two ticks
  /// @param scheduler on which they come
  /// @param random spreads the streams' ticks, so that a restart does not align them
  public record Ticks(Duration every, Scheduler scheduler, RandomGenerator random) {}

  public Transcription(Recogniser recogniser, CreditDesk desk, UsageRecorder recorder,
      Ticks ticks) {
    this.recogniser = recogniser;
    this.desk = desk;
    this.recorder = recorder;
    this.ticks = ticks;
  }

  /// Emits what the client is told, and completes when `sound` has completed, the last word is told
  /// and the last piece is paid for. Fails when the recogniser fails; whichever way it ends, what was
  /// used is settled first.
  ///
  /// - *Cold*; one subscriber for each stream.
  /// - `sound` is subscribed to several times, one after the other: a new leg goes on where the last
  ///   one stopped asking. It must lose nothing between two subscribers.
  /// - *Cancel* cancels `sound` and settles.
  public Flux<StreamEvent> run(StreamSpec spec, Flux<Sound> sound) {
    return Flux.defer(
        () -> run(spec, sound, new UsageMeter(spec.id(), spec.account(), spec.format())));
  }

  /// The same, counted by a meter of the caller's.
  Flux<StreamEvent> run(StreamSpec spec, Flux<Sound> sound, UsageMeter meter) {
    return Flux.usingWhen(
        Mono.fromSupplier(() -> open(spec, sound, meter)),
        Run::events,
        Run::close,
        (run, _) -> run.close(),
        Run::close);
  }

  private Run open(StreamSpec spec, Flux<Sound> sound, UsageMeter meter) {
    recorder.open(meter);
    var jitter = Duration.ofMillis(ticks.random().nextLong(LONGEST_JITTER_MS));
    var watch = new CreditWatch(desk, meter, new CreditRule(desk.times(), jitter));
    return new Run(spec, sound, meter, watch);
  }

  /// One stream that is running.
  private final class Run {
    private final StreamSpec spec;
    private final Flux<Sound> sound;
    private final UsageMeter meter;
    private final CreditWatch watch;
    private final Sinks.One<Boolean> over = Sinks.one();
    private final Sinks.Many<Long> early = Sinks.many().multicast().directBestEffort();
    private volatile boolean soundEnded;
    private long nextUtterance;

    private Run(StreamSpec spec, Flux<Sound> sound, UsageMeter meter, CreditWatch watch) {
      this.spec = spec;
      this.sound = sound.doOnComplete(() -> soundEnded = true);
      this.meter = meter;
      this.watch = watch;
    }

    private Flux<StreamEvent> events() {
      return Flux.concat(
          Mono.just(Stage.INITIATING),
          watch.tick().thenMany(Flux.empty()),
          Flux.just(Stage.RECOGNISER_INITIATING, Stage.READY),
          Flux.merge(watch.notices(), paying(), words())); // paying hears the first call for a tick
    }

    /// Never emits, and ends with the words. The tick in flight is not cut off, and what it finds is told.
    private Flux<StreamEvent> paying() {
      var first = Duration.ofMillis(ticks.random().nextLong(ticks.every().toMillis()) + 1);
      return Flux.merge(Flux.interval(first, ticks.every(), ticks.scheduler()), early.asFlux())
          .onBackpressureDrop() // the next tick pays for both
          .takeUntilOther(over.asMono())
          .concatMap(_ -> watch.tick(), 1)
          .doOnTerminate(watch::end)
          .thenMany(Flux.empty());
    }

    private Flux<StreamEvent> words() {
      return Flux.defer(() -> watch.isOpen() ? leg() : unheard())
          .repeat(() -> !soundEnded)
          .<StreamEvent>map(Heard::new)
          .doOnTerminate(() -> {
            var _ = over.tryEmitValue(true); // a second end changes nothing
          });
    }

    /// Words while there is credit.
    private Flux<TranscriptEvent> leg() {
      var leg = new Leg(spec.id(), spec.format(), spec.language(), nextUtterance);
      return recogniser.transcribe(leg, sound.takeWhile(this::pay)).doOnNext(event -> {
        if (event instanceof TranscriptEvent.Final said) {
          nextUtterance = said.utterance() + 1;
        }
      });
    }

    private boolean pay(Sound next) {
      if (!watch.isOpen()) {
        skip(next);
        return false;
      }
      switch (next) {
        case Window window -> meter.bill(window);
        case Flush _ -> {
        }
      }
      return true;
    }

    /// No words while there is none. The sound is read on, and not charged for.
    private Flux<TranscriptEvent> unheard() {
      return sound.doOnNext(this::skip) // before the cut: it may drop what is on its way
          .takeUntilOther(watch.opened())
          .thenMany(Flux.empty());
    }

    private void skip(Sound next) {
      switch (next) {
        case Window window -> meter.skip(window, Unbilled.EXHAUSTED);
        case Flush _ -> {
        }
      }
      if (!watch.isExhausted()) {
        var _ = early.tryEmitNext(0L); // lost where a tick is under way; the next window asks again
      }
    }

    private Mono<Void> close() {
      return watch.settleAll().then(recorder.close(meter));
    }
  }
}
