package dev.earshot.testkit.simulation;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// How much of what was heard is never charged for when an instance is killed, with the real times: a beat
/// of a second, ticks of a minute, settles every five minutes. Ten streams speak as fast as time goes by,
/// in windows of 100 ms; the kill comes at any millisecond of their first quarter of an hour.
///
/// As [Simulation], it takes the place of every scheduler of the process while it runs.
///
/// @param runs how many instances are killed for each row, 1 or more
public record KillStudy(long seed, int runs) {
  private static final Instant START = Instant.parse("2026-11-10T12:00:00Z");
  private static final AccountId ANN = new AccountId("ann");
  private static final int STREAMS = 10;
  private static final int WINDOW_MS = 100;
  private static final long BEGIN_WITHIN_MS = 60_000;
  private static final long KILLED_WITHIN_MS = 900_000;
  private static final Duration BEAT = Duration.ofSeconds(1);

  /// What outlives the kill.
  public enum Left {
    /// The instance comes back with its journal, and Redis has forgotten everything.
    DISK(BEAT),
    /// The instance is gone with its disk, and another one looks after its streams.
    COUNTER(BEAT),
    /// The instance is gone with its disk, and Redis has forgotten everything.
    NEITHER(Rules.REAL.times().settleEvery());

    private final Duration bound;

    Left(Duration bound) {
      this.bound = bound;
    }
  }

  /// What the kills of one kind have cost.
  ///
  /// @param streams how many were cut off
  /// @param medianSeconds of audio of a stream that nobody was charged for
  /// @param worstSeconds the same, of the stream that lost most
  /// @param boundSeconds that are promised at most
  public record Row(Left left, int streams, double medianSeconds, double worstSeconds,
      double boundSeconds) {}

  public KillStudy {
    if (runs < 1) {
      throw new IllegalArgumentException("runs: " + runs + " (expected: >= 1)");
    }
  }

  /// A row for whatever may be left, in that order. About a second of work for each run.
  public List<Row> rows() {
    var rows = new ArrayList<Row>();
    try (var time = SimulatedTime.install()) {
      for (var left : Left.values()) {
        rows.add(row(time, left));
      }
    }
    return rows;
  }

  private Row row(SimulatedTime time, Left left) {
    var lostMs = new ArrayList<Long>();
    for (var i = 0; i < runs; i++) {
      lostMs.addAll(lostMs(time, left, new SplittableRandom(seed + i)));
    }
    lostMs.sort(null);
    return new Row(left, lostMs.size(), lostMs.get(lostMs.size() / 2) / 1_000.0,
        lostMs.getLast() / 1_000.0, left.bound.toSeconds());
  }

  private static List<Long> lostMs(SimulatedTime time, Left left, SplittableRandom random) {
    time.restart();
    var world = new World(time, Rules.REAL, START, Flaw.NONE, random.split(), _ -> {});
    var plenty = MonthlyGrant.of(Duration.ofDays(1));
    world.ledger().subscribe(ANN, new Subscription(Plans.BASIC, plenty, null));
    var victim = world.boot(new Disk(), 0);
    world.boot(new Disk(), 0);
    for (var i = 0; i < STREAMS; i++) {
      time.in(random.nextLong(BEGIN_WITHIN_MS), null, () -> world.connect(ANN, victim, 1));
    }
    time.in(BEGIN_WITHIN_MS + random.nextLong(KILLED_WITHIN_MS), null,
        () -> kill(world, victim, left));
    while (!victim.machine().isDead()) {
      world.speak(WINDOW_MS);
      world.auditor().step();
    }
    settle(world);
    return world.streams()
        .stream()
        .map(stream -> stream.heardMs() - stream.months().chargedMs())
        .toList();
  }

  private static void kill(World world, Instance victim, Left left) {
    world.kill(victim, left == Left.DISK);
    if (left != Left.COUNTER) {
      world.emptyCounter();
    }
    if (left == Left.DISK) {
      world.boot(victim.disk(), 0);
    }
  }

  /// As long as the next sweep may take.
  private static void settle(World world) {
    var rules = world.rules();
    var seconds = rules.orphanAfter().plus(rules.sweepEvery()).plus(rules.tick()).toSeconds();
    for (var i = 0L; i < seconds; i++) {
      world.time().advanceTo(world.time().nowMs() + 1_000);
      world.auditor().step();
    }
  }
}
