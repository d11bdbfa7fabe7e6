package dev.earshot.gateway;

import dev.earshot.core.cost.CostBook;
import dev.earshot.core.cost.Spent;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.gateway.config.EngineSettings;
import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.EngineSettings.Embedded;
import dev.earshot.gateway.config.EngineSettings.OpenAi;
import dev.earshot.gateway.config.EngineSettings.Vosk;
import dev.earshot.gateway.config.EngineSettings.VoskLocal;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.engine.EngineDesk;
import dev.earshot.gateway.engine.EngineReport;
import dev.earshot.gateway.engine.EngineReport.State;
import dev.earshot.gateway.engine.WatchedRecogniser;
import dev.earshot.gateway.upstream.UpstreamLimits;
import dev.earshot.gateway.upstream.deepgram.DeepgramRecogniser;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.sphinx.SphinxAdapter;
import dev.earshot.sphinx.SphinxConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The recognisers of a configuration, opened.
final class EngineRoom implements EngineDesk {
  private final GatewayConfig config;
  private final CostBook book;
  private final Closings closings;
  private final List<WatchedRecogniser> targets = new ArrayList<>();
  private final List<Mono<Void>> readies = new ArrayList<>();
  private @Nullable Wires wires;

  private EngineRoom(GatewayConfig config, CostBook book, Closings closings) {
    this.config = config;
    this.book = book;
    this.closings = closings;
  }

  /// Opens each of them without waiting; whoever keeps the closings closes them.
  ///
  /// @throws IllegalArgumentException for what this build cannot open
  static EngineRoom open(GatewayConfig config, CostBook book, Closings closings) {
    var room = new EngineRoom(config, book, closings);
    config.engines().all().forEach(room::open);
    if (room.targets.size() > 1) {
      throw new IllegalArgumentException("EARSHOT_ENGINES: " + config.engines().names() + ", "
          + room.targets.size() + " targets (expected: one in this build, which has no relay)");
    }
    return room;
  }

  /// What streams are given to.
  Recogniser recogniser() {
    return targets.getFirst();
  }

  /// Completes as soon as one of them can hear; fails when none ever will.
  Mono<Void> ready() {
    return Flux.fromIterable(readies)
        .flatMapDelayError(ready -> ready.thenReturn(true), readies.size(), 1)
        .next()
        .then();
  }

  @Override
  public List<EngineReport> reports() {
    return targets.stream()
        .map(target -> target.report(State.AVAILABLE, Duration.ZERO))
        .toList();
  }

  @Override
  public Mono<List<Spent>> spent() {
    return book.thisMonth();
  }

  @Override
  public boolean leave(String engine) {
    return refused(engine);
  }

  @Override
  public boolean comeback(String engine) {
    return refused(engine);
  }

  /// Streams have nowhere else to go.
  private boolean refused(String engine) {
    if (config.engines().names().contains(engine)) {
      throw new IllegalArgumentException("engine: " + engine
          + " is the only one (expected: another one, and a relay, which this build has not)");
    }
    return false;
  }

  private void open(EngineSettings settings) {
    switch (settings) {
      case Embedded(var engine) -> embed(engine);
      case Deepgram(var urls, var key, var model) -> {
        var limits = UpstreamLimits.USUAL.keepWarm(config.engines().relaying().prewarm());
        urls.forEach(url -> hears(settings.engine(), url.toString(),
            DeepgramRecogniser.of(wires(), url, key == null ? "" : key.text(), model,
                DeepgramRecogniser.CAPABILITIES, limits),
            Mono.empty()));
      }
      case OpenAi _,Vosk _,VoskLocal _ -> throw unknown(settings.engine());
    }
  }

  /// Event loops for recognisers elsewhere; none where there is none of them.
  private Wires wires() {
    var opened = wires;
    if (opened == null) {
      opened = closings.keep(Wires.open());
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
            SphinxAdapter.open(SphinxConfig.in(config.data().resolve("models"))));
        hears(engine, sphinx.recogniser(), sphinx.ready());
      }
      case DEEPGRAM, OPENAI, VOSK, VOSK_LOCAL -> throw unknown(engine);
    }
  }

  private void hears(Engine engine, Recogniser recogniser, Mono<Void> ready) {
    hears(engine, engine.wireName(), recogniser, ready);
  }

  private void hears(Engine engine, String target, Recogniser recogniser, Mono<Void> ready) {
    targets.add(new WatchedRecogniser(engine.wireName(), target, recogniser, book,
        System::nanoTime));
    readies.add(ready);
  }

  private static IllegalArgumentException unknown(Engine engine) {
    return new IllegalArgumentException("EARSHOT_ENGINES: " + engine.wireName()
        + " (expected: sphinx, scripted, clock or deepgram, in this build)");
  }
}
