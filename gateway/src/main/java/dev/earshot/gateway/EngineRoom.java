package dev.earshot.gateway;

import dev.earshot.core.cost.CostBook;
import dev.earshot.core.cost.Spent;
import dev.earshot.core.gate.Gate;
import dev.earshot.core.gate.GateTimes;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.relay.Costs;
import dev.earshot.core.relay.Relay;
import dev.earshot.core.relay.RelayDesk;
import dev.earshot.core.relay.RelayNews;
import dev.earshot.core.relay.RelayTimes;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;
import dev.earshot.gateway.config.EngineSettings;
import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.EngineSettings.Embedded;
import dev.earshot.gateway.config.EngineSettings.OpenAi;
import dev.earshot.gateway.config.EngineSettings.Vosk;
import dev.earshot.gateway.config.EngineSettings.VoskLocal;
import dev.earshot.gateway.config.Engines.Relaying;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.engine.EngineDesk;
import dev.earshot.gateway.engine.EngineReport;
import dev.earshot.gateway.engine.EngineReport.State;
import dev.earshot.gateway.engine.WatchedRecogniser;
import dev.earshot.gateway.loop.Loops;
import dev.earshot.gateway.ops.EngineMeters;
import dev.earshot.gateway.upstream.UpstreamLimits;
import dev.earshot.gateway.upstream.deepgram.DeepgramRecogniser;
import dev.earshot.gateway.upstream.openai.OpenAiRecogniser;
import dev.earshot.gateway.upstream.openai.Variant;
import dev.earshot.gateway.upstream.vosk.VoskRecogniser;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.silero.SileroModel;
import dev.earshot.sphinx.SphinxAdapter;
import dev.earshot.sphinx.SphinxConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The recognisers of a configuration, opened.
final class EngineRoom implements EngineDesk {
  private final GatewayConfig config;
  private final CostBook book;
  private final Loops loops;
  private final Closings closings;
  private final Supplier<VoiceDetector> voices;
  private final List<WatchedRecogniser> targets = new ArrayList<>();
  private final List<Mono<Void>> readies = new ArrayList<>();
  private final List<dev.earshot.core.relay.Engine> engines = new ArrayList<>();
  @SuppressWarnings("NullAway.Init") // behind all that it is made of, before anybody sees the room
  private Relay relay;
  private @Nullable Wires wires;

  private EngineRoom(GatewayConfig config, CostBook book, Loops loops, Closings closings) {
    this.config = config;
    this.book = book;
    this.loops = loops;
    this.closings = closings;
    this.voices = voices(config.engines().relaying(), closings);
  }

  private static Supplier<VoiceDetector> voices(Relaying relaying, Closings closings) {
    var file = relaying.silero();
    return file == null ? EnergyDetector::new : closings.keep(SileroModel.open(file))::detector;
  }

  /// Opens each of them without waiting; whoever keeps the closings closes them.
  ///
  /// @param random draws how long a place that failed is left alone
  /// @param loops on which recognisers elsewhere are talked to
  /// @throws IllegalArgumentException for what this build cannot open
  static EngineRoom open(GatewayConfig config, CostBook book, EngineMeters meters,
      RandomGenerator random, Loops loops, Closings closings) {
    var room = new EngineRoom(config, book, loops, closings);
    config.engines().all().forEach(room::open);
    room.relay = closings.keep(new Relay(room.engines, room.desk(meters), Schedulers.parallel(),
        random));
    meters.watch(room, config.engines().prices());
    return room;
  }

  private RelayDesk desk(EngineMeters meters) {
    var relaying = config.engines().relaying();
    var times = RelayTimes.USUAL.withReplay(relaying.replay())
        .withMute(relaying.mute())
        .withStall(relaying.stall());
    return new RelayDesk(times, () -> System.nanoTime() / 1_000_000, voices,
        Costs.NONE, new Counted(meters)); // costs are counted next to each recogniser
  }

  /// What the meters show of streams that went on.
  private record Counted(EngineMeters meters) implements RelayNews {
    @Override
    public void failed(String engine, Trouble trouble) {
      meters.failover(trouble);
    }

    @Override
    public void failedOver(String to, long replayedMs) {
      meters.replayed(Duration.ofMillis(replayedMs));
    }

    @Override
    public void lost(Trouble trouble, long ms) {
      meters.gap(trouble, Duration.ofMillis(ms));
    }
  }

  /// What streams are given to.
  Recogniser recogniser() {
    return relay;
  }

  /// Completes as soon as one of them can hear; fails when none ever will.
  Mono<Void> ready() {
    return Flux.fromIterable(readies)
        .flatMapDelayError(ready -> ready.thenReturn(true), readies.size(), 1)
        .next()
        .then();
  }

  /// How it stands with a target says the relay, what went through it its own watch.
  @Override
  public List<EngineReport> reports() {
    var states = relay.engines();
    return IntStream.range(0, states.size()).mapToObj(i -> {
      var state = states.get(i);
      return targets.get(i).report(switch (state.standing()) {
        case OPEN -> State.AVAILABLE;
        case RESTING -> State.RESTING;
        case ON_TRIAL -> State.ON_TRIAL;
        case QUARANTINED -> State.QUARANTINED;
        case LEFT -> State.LEFT;
      }, Duration.ofMillis(Math.max(0, state.forMs())), state.failures(), state.lastFailure());
    }).toList();
  }

  @Override
  public Mono<List<Spent>> spent() {
    return book.thisMonth();
  }

  @Override
  public boolean leave(String engine) {
    return relay.leave(engine);
  }

  @Override
  public boolean comeback(String engine) {
    return relay.comeBack(engine);
  }

  private void open(EngineSettings settings) {
    switch (settings) {
      case Embedded(var engine) -> embed(engine);
      case Deepgram(var urls, var key, var model, var opus) -> elsewhere(settings.engine(), urls,
          url -> DeepgramRecogniser.of(wires(), url, shown(key), model,
              DeepgramRecogniser.capabilities(opus), limits()));
      case OpenAi(var urls, var key, var model, var variant) -> elsewhere(settings.engine(), urls,
          url -> OpenAiRecogniser.of(wires(), url, shown(key), model,
              Variant.valueOf(variant.name()), limits()));
      case Vosk(var urls) -> elsewhere(settings.engine(), urls,
          url -> VoskRecogniser.of(wires(), url, limits()));
      case VoskLocal(var model) -> {
        var vosk = closings.keep(dev.earshot.vosk.VoskLocal.open(model));
        hears(settings.engine(), vosk, vosk.ready());
      }
    }
  }

  private void elsewhere(Engine engine, List<URI> urls, Function<URI, Recogniser> opening) {
    urls.forEach(url -> hears(engine, url.toString(), opening.apply(url), Mono.empty()));
  }

  private static String shown(@Nullable Secret key) {
    return key == null ? "" : key.text();
  }

  private UpstreamLimits limits() {
    return UpstreamLimits.USUAL.keepWarm(config.engines().relaying().prewarm());
  }

  /// The wires to recognisers elsewhere; none where there is none of them.
  private Wires wires() {
    var opened = wires;
    if (opened == null) {
      opened = closings.keep(Wires.on(loops));
      wires = opened;
    }
    return opened;
  }

  private void embed(Engine engine) {
    switch (engine) {
      case CLOCK -> hears(engine, ScriptedRecogniser.ofTime(System::nanoTime), Mono.empty());
      case SCRIPTED -> hears(engine,
          new ScriptedRecogniser(Script.FLAWLESS, Schedulers.parallel()), Mono.empty());
      case SPHINX -> {
        var sphinx = closings.keep(
            SphinxAdapter.open(SphinxConfig.in(config.models())));
        hears(engine, sphinx.recogniser(), sphinx.ready());
      }
      case DEEPGRAM, OPENAI, VOSK, VOSK_LOCAL -> throw new IllegalArgumentException(
          "engine: " + engine + " (expected: one of this process)");
    }
  }

  /// Silence is kept from those that are paid for sound, where that is wished; what is counted comes behind.
  private Recogniser gated(Recogniser watched) {
    return config.engines().relaying().gate() && watched.capabilities().tariff() == Tariff.SOUND
        ? new Gate(watched, voices, GateTimes.USUAL)
        : watched;
  }

  private void hears(Engine engine, Recogniser recogniser, Mono<Void> ready) {
    hears(engine, engine.wireName(), recogniser, ready);
  }

  private void hears(Engine engine, String target, Recogniser recogniser, Mono<Void> ready) {
    var watched = new WatchedRecogniser(engine.wireName(), target, recogniser, book,
        System::nanoTime);
    targets.add(watched);
    engines.add(new dev.earshot.core.relay.Engine(engine.wireName(), target, engine.wireName(),
        gated(watched)));
    readies.add(ready);
  }
}
