package dev.earshot.testkit.simulation;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Everything there is in one simulation: the stores, the machines around them, the streams.
final class World {
  private final SimulatedTime time;
  private final Rules rules;
  private final Instant start;
  private final RandomGenerator random;
  private final Consumer<Supplier<String>> trace;
  private final SimulatedLedger ledger;
  private final SimulatedCounter counter;
  private final Auditor auditor;
  private final List<Instance> instances = new ArrayList<>();
  private final Map<StreamId, SimulatedStream> streams = new LinkedHashMap<>();

  /// @param start the true time at the beginning
  /// @param random draws what the instances draw
  /// @param trace hears of everything, and asks for the words only when they are wanted
  World(SimulatedTime time, Rules rules, Instant start, Flaw flaw, RandomGenerator random,
      Consumer<Supplier<String>> trace) {
    this.time = time;
    this.rules = rules;
    this.start = start;
    this.random = random;
    this.trace = trace;
    this.ledger = new SimulatedLedger(flaw);
    this.counter = new SimulatedCounter(flaw, time::nowMs);
    this.auditor = new Auditor(this);
  }

  SimulatedTime time() {
    return time;
  }

  Rules rules() {
    return rules;
  }

  SimulatedLedger ledger() {
    return ledger;
  }

  SimulatedCounter counter() {
    return counter;
  }

  Auditor auditor() {
    return auditor;
  }

  List<Instance> instances() {
    return instances;
  }

  Collection<SimulatedStream> streams() {
    return streams.values();
  }

  SimulatedStream stream(StreamId id) {
    var known = streams.get(id);
    if (known == null) {
      throw new IllegalArgumentException("stream: " + id + " (expected: one that was connected)");
    }
    return known;
  }

  /// The true time, to the machine's clock.
  Instant now(Machine machine) {
    return start.plusMillis(time.nowMs() + machine.clockMs());
  }

  YearMonth month(Machine machine) {
    return YearMonth.from(now(machine).atOffset(ZoneOffset.UTC));
  }

  void trace(Supplier<String> what) {
    if (auditor.isBroken()) {
      return; // what led there is what is wanted
    }
    trace.accept(() -> "%7.3f %s".formatted(time.nowMs() / 1_000.0, what.get()));
  }

  Instance boot(Disk disk, long clockMs) {
    var machine = new Machine("machine " + instances.size(), clockMs);
    var instance = new Instance(this, machine, disk, random);
    instances.add(instance);
    trace(() -> machine + ": boots, clock " + clockMs + " ms ahead");
    instance.start(this);
    return instance;
  }

  SimulatedStream connect(AccountId account, Instance instance, double pace) {
    var stream = new SimulatedStream(new StreamId(new UUID(7, streams.size())), account, instance,
        pace, time::nowMs);
    streams.put(stream.id(), stream);
    trace(() -> stream + ": connects at pace " + pace);
    instance.connect(this, stream);
    return stream;
  }

  /// For so long everybody who can be heard speaks.
  void speak(int ms) {
    for (var stream : List.copyOf(streams.values())) {
      if (stream.isLive() && stream.isReady()) {
        time.as(stream.instance().machine(), () -> stream.speak(ms, 0));
      }
    }
    time.advanceTo(time.nowMs() + ms);
  }

  /// The process ends at once.
  ///
  /// @param keepsDisk whether its journal outlives it
  void kill(Instance instance, boolean keepsDisk) {
    if (instance.machine().isDead()) {
      return;
    }
    trace(() -> instance.machine() + ": killed, disk " + (keepsDisk ? "kept" : "lost"));
    instance.machine().kill();
    var counted = counted();
    for (var stream : streams.values()) {
      if (stream.instance() == instance) {
        stream.saved(instance.disk().usedMs(stream.id()), counted.getOrDefault(stream.id(), 0L));
        auditor.killed(stream);
      }
      if (!keepsDisk && stream.instance().disk() == instance.disk()) {
        stream.diskLost();
      }
    }
  }

  void emptyCounter() {
    trace(() -> "counter: emptied");
    counter.empty();
    counterLost();
  }

  void failOver(int lost) {
    trace(() -> "counter: fails over, without the last " + lost);
    counter.failOver(lost);
    counterLost();
  }

  private void counterLost() {
    var counted = counted();
    streams.values()
        .forEach(stream -> stream.counterLost(counted.getOrDefault(stream.id(), 0L)));
    auditor.counterLost();
  }

  /// What the counter knows of streams that owe something.
  private Map<StreamId, Long> counted() {
    var counted = new HashMap<StreamId, Long>();
    counter.orphans(Duration.ZERO)
        .forEach(left -> counted.merge(left.stream(), left.usedMs(), Math::max));
    return counted;
  }

  /// Somebody has said how a stream's sound falls into months.
  void told(Reading reading) {
    var stream = streams.get(reading.stream());
    if (stream != null) {
      auditor.told(stream, reading);
    }
  }

  List<Tally> report(Instance instance, List<Count> counts, List<LedgerRead> reads) {
    auditor.counted(counts, reads);
    var tallies = counter.report(counts, reads);
    trace(() -> "counter: " + instance.machine() + " reports "
        + counts.stream().map(World::brief).toList() + " "
        + reads.stream().map(World::brief).toList() + ": "
        + tallies.stream().map(World::brief).toList());
    for (var i = 0; i < counts.size(); i++) {
      auditor.tallied(counts.get(i).reading(), tallies.get(i));
    }
    return tallies;
  }

  Settled settle(Instance instance, Settle intent) {
    var settled = ledger.settle(intent);
    trace(() -> "ledger: " + instance.machine() + " settles " + intent.id().substring(35) + " to "
        + intent.toMs() + ": charged to " + settled.toMs());
    auditor.ledgerMoved();
    return settled;
  }

  private static String brief(Count count) {
    var told = count.reading();
    return told.stream().value().getLeastSignificantBits() + " in " + told.month() + " from "
        + told.fromMs() + ": settled " + told.settledMs() + ", intended " + told.intendedMs()
        + ", used " + told.usedMs() + (count.over() ? ", over" : "");
  }

  private static String brief(LedgerRead read) {
    return "read " + read.usedMs() + " in " + read.month() + " at " + read.mark().generation() + "+"
        + read.mark().risenMs();
  }

  private static String brief(Tally tally) {
    var mark = tally.mark().generation() + "+" + tally.mark().risenMs();
    return switch (tally) {
      case Tally.Total total -> total.usedMs() + " to " + total.reservedToMs() + " at " + mark;
      case Tally.Unseeded _ -> "unseeded at " + mark;
    };
  }
}
