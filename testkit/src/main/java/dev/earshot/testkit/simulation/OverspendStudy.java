package dev.earshot.testkit.simulation;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.identity.AccountId;
import dev.earshot.testkit.simulation.Wire.Weather;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// How much the streams of one account use beyond its grant, by the seed system's rule and by ours, with
/// the real times: ticks of a minute, answers that live 15 minutes, settles every five minutes. All speak
/// as fast as time goes by, in windows of 100 ms.
///
/// As [Simulation], it takes the place of every scheduler of the process while it runs.
///
/// @param runs how often each row is drawn anew, 1 or more; the worst counts
public record OverspendStudy(long seed, int runs) {
  private static final Instant START = Instant.parse("2026-11-10T12:00:00Z");
  private static final AccountId ANN = new AccountId("ann");
  private static final int WINDOW_MS = 100;
  private static final int BEGIN_WITHIN_S = 900;
  private static final int EACH_S = 1_200;
  private static final int QUIET_S = 1_000;
  /// The seed system's rule is cheap to draw.
  private static final int SEED_RUNS = 200;

  /// One rule and what it lets through.
  ///
  /// @param rule what decides, in words
  /// @param worstSeconds of audio beyond the grant, in the worst run
  /// @param boundSeconds of audio beyond the grant that are promised at most
  public record Row(String rule, int streams, int instances, double worstSeconds,
      double boundSeconds) {}

  private record Case(String rule, String plan, int streams, int instances, boolean counterAlive,
      double boundSeconds) {}

  public OverspendStudy {
    if (runs < 1) {
      throw new IllegalArgumentException("runs: " + runs + " (expected: >= 1)");
    }
  }

  /// The table, in this order: the seed system's rule, ours with the counter, one stream alone, ours
  /// with reservations, ours while nobody reaches the counter. Some seconds of work for each run.
  public List<Row> rows() {
    var rows = new ArrayList<Row>();
    rows.add(seedSystem());
    var times = Rules.REAL.times();
    var blind = 9 * (times.life().toSeconds() + times.settleEvery().toSeconds() + 60) + 10 * 60;
    try (var time = SimulatedTime.install()) {
      for (var one : List.of(
          new Case("counter read each second", Plans.BASIC, 10, 2, true, 600),
          new Case("counter read each second", Plans.BASIC, 1, 1, true, WINDOW_MS / 1_000.0),
          new Case("reserved beforehand", Rules.STRICT, 10, 2, true, 10 * WINDOW_MS / 1_000.0),
          new Case("counter out of reach", Plans.BASIC, 10, 2, false, blind))) {
        rows.add(ours(time, one));
      }
    }
    return rows;
  }

  private Row seedSystem() {
    var random = new SplittableRandom(seed);
    var worst = 0L;
    for (var i = 0; i < runs * SEED_RUNS; i++) {
      worst = Math.max(worst, SeedRule.overspend(10, 900 + random.nextInt(900), random));
    }
    return new Row("seed system", 10, 2, worst, SeedRule.boundOf(10));
  }

  private Row ours(SimulatedTime time, Case one) {
    var worst = 0.0;
    for (var i = 0; i < runs; i++) {
      worst = Math.max(worst, overspend(time, one, new SplittableRandom(seed + i)));
    }
    return new Row(one.rule, one.streams, one.instances, worst, one.boundSeconds);
  }

  private static double overspend(SimulatedTime time, Case one, SplittableRandom random) {
    time.restart();
    var world = new World(time, Rules.REAL, START, Flaw.NONE, random.split(), _ -> {});
    var grant = Duration.ofSeconds((long) one.streams * (EACH_S + random.nextInt(EACH_S)));
    world.ledger().subscribe(ANN, new Subscription(one.plan, MonthlyGrant.of(grant), null));
    for (var i = 0; i < one.instances; i++) {
      world.boot(new Disk(), 0);
    }
    for (var i = 0; i < one.streams; i++) {
      var host = world.instances().get(i % one.instances);
      time.in(random.nextLong(BEGIN_WITHIN_S * 1_000L), null, () -> world.connect(ANN, host, 1));
    }
    if (!one.counterAlive) {
      world.instances().forEach(host -> host.ports().counter().weather(Weather.DOWN));
    }
    return (untilQuiet(world) - grant.toMillis()) / 1_000.0;
  }

  /// What was heard of all streams when none was heard any more for a while.
  private static long untilQuiet(World world) {
    var heardMs = 0L;
    for (var quiet = 0; quiet < QUIET_S; quiet++) {
      for (var i = 0; i < 1_000 / WINDOW_MS; i++) {
        world.speak(WINDOW_MS);
      }
      world.auditor().step();
      var now = world.streams().stream().mapToLong(SimulatedStream::heardMs).sum();
      quiet = now > heardMs ? 0 : quiet;
      heardMs = now;
    }
    return heardMs;
  }
}
