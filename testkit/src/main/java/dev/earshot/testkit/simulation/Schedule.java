package dev.earshot.testkit.simulation;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One run of everything: so many seconds of misfortune that a seed draws, then healing, then the last
/// audit. The same seed, length and flaw are the same run for ever.
///
/// @param ticks seconds of misfortune, 1 or more
public record Schedule(long seed, int ticks, Flaw flaw) {
  private static final YearMonth ENDING = YearMonth.of(2026, 11);
  private static final Instant MONTH_END = Instant.parse("2026-12-01T00:00:00Z");
  private static final int TRACED = 120;
  private static final int STEP_MS = 500;

  public Schedule {
    if (ticks < 1) {
      throw new IllegalArgumentException("ticks: " + ticks + " (expected: >= 1)");
    }
  }

  /// Runs it, and once more with a trace when a promise is broken.
  void run(SimulatedTime time) {
    try {
      run(time, _ -> {});
    } catch (BrokenPromise broken) {
      throw new BrokenPromise(traced(time, broken), broken);
    }
  }

  private String traced(SimulatedTime time, BrokenPromise broken) {
    var last = new ArrayDeque<String>();
    try {
      run(time, what -> {
        if (last.size() == TRACED) {
          last.removeFirst();
        }
        last.add(what.get());
      });
    } catch (BrokenPromise again) {
      last.add(again.toString());
    }
    return broken.getMessage() + "\nseed " + seed + ", ticks " + ticks + ", flaw " + flaw
        + "; once more: " + command() + "\n" + String.join("\n", last);
  }

  private String command() {
    return "./mvnw -q test -Dquick -pl testkit -am -Dtest=SimulationTest"
        + "#schedules_tenThousandSeeds_keepEveryPromise"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dearshot.schedules=1 -Dearshot.seed=" + seed
        + " -Dearshot.ticks=" + ticks;
  }

  private void run(SimulatedTime time, Consumer<Supplier<String>> trace) {
    time.restart();
    var random = new SplittableRandom(seed);
    var start = MONTH_END.minusSeconds(random.nextInt(3) == 0 ? random.nextInt(ticks) : 1_000_000);
    var world = new World(time, Rules.BRIEF, start, flaw, random.split(), trace);
    var chaos = new Chaos(world, random.split());
    chaos.begin();
    for (var second = 1; second <= ticks; second++) {
      chaos.second();
      speak(world, random, second * 1_000L - STEP_MS);
      speak(world, random, second * 1_000L);
    }
    quiet(world, chaos, random.nextInt(3) == 0);
    for (var account : chaos.accounts()) {
      converge(world, account, ENDING);
      converge(world, account, ENDING.plusMonths(1));
    }
    world.auditor().end();
  }

  private static void speak(World world, SplittableRandom random, long untilMs) {
    for (var stream : List.copyOf(world.streams())) {
      if (stream.isLive() && stream.isReady()) {
        world.time()
            .as(stream.instance().machine(), () -> stream.speak(STEP_MS, random.nextInt(8)));
        world.auditor().step();
      }
    }
    world.time().advanceTo(untilMs);
    world.auditor().step();
  }

  /// Long enough for every replay and every sweep.
  private static void quiet(World world, Chaos chaos, boolean sweepsBefore) {
    var swept = world.rules().orphanAfter().plus(world.rules().sweepEvery()).plusSeconds(2);
    chaos.heal();
    pass(world, sweepsBefore ? swept.toSeconds() : 12);
    chaos.finish();
    pass(world, 12);
    for (var one : List.copyOf(world.instances())) {
      world.kill(one, true);
    }
    chaos.idleDisks().forEach(disk -> world.boot(disk, 0));
    pass(world, swept.toSeconds());
  }

  private static void pass(World world, long seconds) {
    for (var i = 0L; i < seconds; i++) {
      world.time().advanceTo(world.time().nowMs() + 1_000);
      world.auditor().step();
    }
  }

  /// Somebody reads the ledger once more and tells the counter.
  private static void converge(World world, AccountId account, YearMonth month) {
    var probe = new Reading(new StreamId(new UUID(8, month.getMonthValue())), account, month, 0, 0);
    var counts = List.of(Count.of(probe));
    var before = world.counter().report(counts, List.of()).getFirst();
    var read = new LedgerRead(account, month, world.ledger().usedMs(account, month), before.mark());
    world.auditor()
        .converged(account, probe, world.counter().report(counts, List.of(read)).getFirst());
  }
}
