package dev.earshot.core.relay;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Load;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink.OverflowStrategy;
import reactor.core.scheduler.Scheduler;

/// A recogniser made of several: each stream is heard by the best engine that may, and goes on with the next
/// when that one fails, falls silent or has lasted long enough, from the last final word on (issue 6). The
/// client's socket does not notice; what it is told stays.
///
/// Beyond the contract of [Recogniser]: `sound` is subscribed to once; [TranscriptEvent.Degraded],
/// [TranscriptEvent.Recovered] and [TranscriptEvent.AudioGap] are among the events; a stream fails only when
/// no engine can be had for [RelayTimes#giveUp], or at once when nothing was heard yet and all have no
/// room or all refuse.
public final class Relay implements Recogniser, AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Load FULL = new Load(1, 1, 0);

  private final Roster roster;
  private final RelayDesk desk;
  private final Capabilities capabilities;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private final AtomicLong begun = new AtomicLong();
  private final Shelf shelf = new Shelf();
  private final Disposable ticking;

  /// A relay over these engines.
  ///
  /// @param engines best first, 1 or more
  /// @param scheduler on which time passes: four looks a second, over all streams
  /// @param random draws how long a place that failed is left alone
  public Relay(List<Engine> engines, RelayDesk desk, Scheduler scheduler, RandomGenerator random) {
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("engines: none (expected: 1 or more)");
    }
    var quarantine = new Quarantine();
    this.roster = new Roster(engines.stream()
        .map(engine -> new Target(engine, quarantine, random, desk.nowMs()))
        .toList());
    this.desk = desk;
    this.capabilities = union(engines);
    this.ticking = scheduler.schedulePeriodically(() -> passages.forEach(Passage::tick),
        TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Those of the first engine, with the languages of all; packets where any of them takes some, as they are
  /// decoded for the others.
  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  /// That of the first engine that has room; where none has, that there is none.
  @Override
  public Load load() {
    var loads = roster.usable(desk.nowMs())
        .map(target -> target.engine().recogniser().load())
        .toList();
    return loads.stream()
        .filter(load -> load.speaking() < load.room())
        .findFirst()
        .orElseGet(() -> loads.isEmpty() ? FULL : loads.getFirst());
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return Flux.create(sink -> {
      var tape = new Tape(leg.format(), desk.times().replay(), desk.times().replayBytes(), shelf);
      var passage = new Passage(leg, tape, roster, desk, this::traffic, sink);
      passages.add(passage);
      begun.incrementAndGet();
      sink.onDispose(() -> {
        passages.remove(passage);
        passage.cancel();
      });
      passage.start(sound);
    }, OverflowStrategy.BUFFER); // a leg is asked for an event when somebody wants one
  }

  /// How every engine is doing, in their order.
  public List<EngineState> engines() {
    var now = desk.nowMs();
    return roster.all().stream().map(target -> target.state(now)).toList();
  }

  /// Keeps streams away from the engines of this name; those that are there move within a second.
  ///
  /// @return whether there is one
  public boolean leave(String engine) {
    all(engine).forEach(Target::leave);
    return all(engine).findAny().isPresent();
  }

  /// Lets streams come to the engines of this name again, whatever was held against them.
  ///
  /// @return whether there is one
  public boolean comeBack(String engine) {
    all(engine).forEach(Target::comeBack);
    return all(engine).findAny().isPresent();
  }

  /// No time passes any more. Streams that run go on without being watched.
  @Override
  public void close() {
    ticking.dispose();
  }

  private Traffic traffic() {
    return new Traffic(passages.size(), begun.get());
  }

  private Stream<Target> all(String engine) {
    return roster.all().stream().filter(target -> target.engine().name().equals(engine));
  }

  private static Capabilities union(List<Engine> engines) {
    var first = engines.getFirst().recogniser().capabilities();
    var languages = new HashSet<String>();
    for (var engine : engines) {
      var understood = engine.recogniser().capabilities().languages();
      if (understood.isEmpty()) {
        languages.clear();
        break;
      }
      languages.addAll(understood);
    }
    return new Capabilities(first.name(), languages, first.partials(), first.wordTimes(),
        first.feed(), first.session(), first.tariff()).withPackets(
            engines.stream()
                .anyMatch(engine -> engine.recogniser().capabilities().feed().packets()));
  }
}
