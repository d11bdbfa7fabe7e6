package dev.earshot.core.stream;

import dev.earshot.core.account.Policy;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.credit.CreditRule;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageLine;
import dev.earshot.core.usage.UsageMeter;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.core.usage.UsageTick;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Runs one stream from its first sound to its last word.
public final class Transcription {
  /// A month's end does not make all streams fetch at once.
  private static final long LONGEST_JITTER_MS = 60_000;

  private final Recogniser recogniser;
  private final CreditDesk desk;
  private final UsageRecorder recorder;
  private final RandomGenerator random;
  private final Overhearer overhearer;

  /// @param random draws how long each stream waits at a month's end
  public Transcription(Recogniser recogniser, CreditDesk desk, UsageRecorder recorder,
      RandomGenerator random) {
    this(recogniser, desk, recorder, random, Overhearer.NOBODY);
  }

  private Transcription(Recogniser recogniser, CreditDesk desk, UsageRecorder recorder,
      RandomGenerator random, Overhearer overhearer) {
    this.recogniser = recogniser;
    this.desk = desk;
    this.recorder = recorder;
    this.random = random;
    this.overhearer = overhearer;
  }

  /// The same, with somebody more who goes along with all streams, behind those who do already.
  public Transcription overheardBy(Overhearer somebody) {
    var before = overhearer;
    return new Transcription(recogniser, desk, recorder, random,
        (spec, events) -> somebody.overhear(spec, before.overhear(spec, events)));
  }

  /// The stream of one channel: see [#run(StreamSpec, List)].
  public Flux<StreamEvent> run(StreamSpec spec, Flux<Sound> sound) {
    return run(spec, List.of(sound));
  }

  /// Emits what the client is told, and completes when the sound of every channel has completed, the
  /// last word is told and the last piece is paid for. Fails when the recogniser fails; whichever way it
  /// ends, what was used is settled first.
  ///
  /// - *Cold*; one subscriber for each stream.
  /// - A channel's sound is subscribed to several times, one after the other: a new leg goes on where the
  ///   last one stopped asking. It must lose nothing between two subscribers.
  /// - *Cancel* cancels the sound and settles.
  public Flux<StreamEvent> run(StreamSpec spec, List<Flux<Sound>> channels) {
    return overhearer.overhear(spec, Flux.defer(() -> run(spec, channels,
        new UsageMeter(spec.id(), spec.account(), spec.format(), channels.size()))));
  }

  /// The same, counted by a meter of the caller's.
  Flux<StreamEvent> run(StreamSpec spec, List<Flux<Sound>> channels, UsageMeter meter) {
    return switch (spec.recognition()) {
      case OURS -> Flux.usingWhen(
          Mono.fromSupplier(() -> open(spec, channels, meter)),
          Run::events,
          Run::close,
          (run, _) -> run.close(),
          Run::close);
      case CLIENT -> free(channels, meter, new UseTold(desk.news(), meter));
    };
  }

  /// Sound that the client makes words of: read, counted, not charged for.
  private static Flux<StreamEvent> free(List<Flux<Sound>> channels, UsageMeter meter,
      UseTold used) {
    var sound = Flux.range(0, channels.size())
        .flatMap(channel -> channels.get(channel).doOnNext(next -> {
          if (next instanceof Window window) {
            meter.skip(channel, window, Unbilled.OWN_RECOGNITION);
            used.tell();
          }
        }));
    return Flux.concat(Flux.just(Stage.INITIATING, Stage.READY), sound.thenMany(Flux.empty()),
        Mono.fromSupplier(() -> new StreamEvent.Billed(0, meter.heardMs())))
        .doFinally(_ -> used.end());
  }

  private Run open(StreamSpec spec, List<Flux<Sound>> channels, UsageMeter meter) {
    var line = recorder.open(meter);
    var jitter = Duration.ofMillis(random.nextLong(LONGEST_JITTER_MS));
    return new Run(spec, channels, line,
        new CreditWatch(desk, recorder, line, new CreditRule(desk.times(), jitter)));
  }

  /// One stream that is running.
  private final class Run {
    private final StreamSpec spec;
    private final List<Flux<Sound>> sounds;
    private final UsageLine line;
    private final CreditWatch watch;
    private final Settlement settlement;
    private final UseTold used;
    private final Sinks.One<Boolean> over = Sinks.one();
    private final Sinks.Many<Long> early = Sinks.many().multicast().directBestEffort();

    private Run(StreamSpec spec, List<Flux<Sound>> sounds, UsageLine line, CreditWatch watch) {
      this.spec = spec;
      this.sounds = sounds;
      this.line = line;
      this.watch = watch;
      this.settlement = new Settlement(desk, recorder, line);
      this.used = new UseTold(desk.news(), line.meter());
    }

    private Flux<StreamEvent> events() {
      return Flux.concat(
          Mono.just(Stage.INITIATING),
          recorder.count(line).flatMap(watch::tick).thenMany(Flux.empty()),
          Flux.just(Stage.RECOGNISER_INITIATING, Stage.READY),
          Flux.merge(watch.told().notices(), paying(), Flux.defer(this::words)),
          Mono.fromSupplier(() -> new StreamEvent.Billed(line.meter().billedMs(),
              line.meter().heardMs())));
    }

    /// Never emits, and ends with the words. The tick in flight is not cut off, and what it finds is told.
    private Flux<StreamEvent> paying() {
      line.onCount(this::counted);
      return Flux.merge(line.ticks(), early.asFlux()
          .onBackpressureLatest()
          .concatMap(_ -> recorder.count(line), 1))
          .onBackpressureLatest() // the next tick pays for both
          .takeUntilOther(over.asMono())
          .concatMap(tick -> watch.tick(tick)
              .then(settlement.tick(desk.clock().instant()))
              .then(Mono.defer(() -> watch.isToBeClosed()
                  ? Mono.error(new CreditsOverException())
                  : Mono.<Void>empty())),
              1)
          .doOnTerminate(watch.told()::end)
          .thenMany(Flux.empty());
    }

    private Flux<StreamEvent> words() {
      if (watch.policy().channels() == Policy.Channels.EACH) {
        line.meter().chargeEachChannel();
      }
      var channels = IntStream.range(0, sounds.size())
          .mapToObj(i -> new Channel(i, spec, sounds.get(i), recogniser, line.meter(), watch,
              this::tickSoon))
          .toList();
      return Flux.merge(Flux.fromIterable(channels).map(Channel::words), channels.size())
          .doOnTerminate(() -> {
            var _ = over.tryEmitValue(true); // a second end changes nothing
          });
    }

    private void counted(UsageTick counted) {
      used.tell();
      if (watch.counted(counted)) {
        tickSoon();
      }
    }

    /// Two threads may ask at once; either wish is granted by the same tick.
    private synchronized void tickSoon() {
      var _ = early.tryEmitNext(0L); // lost where a tick is under way; the next window asks again
    }

    private Mono<Void> close() {
      return settlement.all()
          .then(recorder.close(line))
          .doFinally(_ -> used.end());
    }
  }
}
