package dev.earshot.load.credits;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/// How soon streams know of a better plan, and what it costs each of them to learn of it. The streams of
/// one account are on two instances; the slowest counts.
final class ChangeRows {
  private static final int STREAMS = 10;
  private static final int WITHIN_S = 60;
  private static final long REDIS_ENDS_AT = 100;
  private static final long LONGEST_S = 1_100;
  /// Longer than the seed system's signal lives.
  private static final long SETTLES_S = 150;
  private static final Duration PUSH_WITHIN = Duration.ofSeconds(5);

  private final Stage stage;
  private final Table table;
  private final PrintWriter out;

  /// How a change is announced.
  private enum Announced {
    PUSHED, UNHEARD, REDIS_DEAD
  }

  /// A scene.
  ///
  /// @param leftMs that the account has before
  /// @param at the second of the change
  private record Scene(String account, long leftMs, Announced announced, long at) {
    long told(Seen seen) {
      return leftMs == 0 ? seen.restoredAt() : seen.unlimitedAt();
    }
  }

  /// What came of a scene.
  private record Result(double delayS, double reads, double pushMs) {}

  ChangeRows(Stage stage, Table table, PrintWriter out) {
    this.stage = stage;
    this.table = table;
    this.out = out;
  }

  void all() {
    var plenty = HourRows.PLENTY_MS;
    var seedOnce = seed(new Scene("seed-change", plenty, Announced.PUSHED, 300));
    var once = ours(new Scene("change", plenty, Announced.PUSHED, 300));
    table.add("fetches per plan change and stream", "", seedOnce.reads(), once.reads(), 1, 1);
    var seedAlive = seed(new Scene("seed-up-alive", 0, Announced.PUSHED, 200)).delayS();
    upgrade("push alive", seedAlive,
        ours(new Scene("up-pushed", 0, Announced.PUSHED, 200)).delayS(), 1);
    upgrade("push dead", seedAlive,
        ours(new Scene("up-unheard", 0, Announced.UNHEARD, 200)).delayS(), 60);
    upgrade("Redis dead, exhausted",
        seed(new Scene("seed-up-dead", 0, Announced.REDIS_DEAD, 200)).delayS(),
        ours(new Scene("up-dead", 0, Announced.REDIS_DEAD, 200)).delayS(), 60);
    // all have asked the ledger at a tick, the seed's at their first, ours at the first after 15 minutes
    upgrade("Redis dead, active",
        seed(new Scene("seed-dead-active", plenty, Announced.REDIS_DEAD, 125)).delayS(),
        ours(new Scene("dead-active", plenty, Announced.REDIS_DEAD, 1_025)).delayS(), 900);
    table.note("... Redis dead, active, just after connecting", "s", null,
        ours(new Scene("dead-young", plenty, Announced.REDIS_DEAD, 101)).delayS());
    table.note("... push alive, active", "s", seedOnce.delayS(), once.delayS());
    table.note("... push, from the change to the last instance, real time", "ms", null,
        once.pushMs());
  }

  private void upgrade(String how, double seed, double ours, double gate) {
    table.add("upgrade to stream, " + how, "s", seed, ours, gate, gate);
  }

  private Result ours(Scene scene) {
    stage.account(scene.account, scene.leftMs);
    try (var crew = stage.crew(2)) {
      var random = stage.random();
      for (var i = 0; i < STREAMS; i++) {
        crew.openAt(random.nextInt(WITHIN_S), i, scene.account,
            scene.at + (scene.announced == Announced.REDIS_DEAD ? LONGEST_S : SETTLES_S));
      }
      if (scene.announced == Announced.REDIS_DEAD) {
        crew.at(REDIS_ENDS_AT, stage::stopRedis);
      }
      crew.step(scene.at);
      var before = crew.counts();
      stage.subscribeToUnlimited(scene.account);
      var pushMs = announce(scene, crew, before);
      crew.stepUntil(() -> crew.counts()
          .streams()
          .stream()
          .allMatch(seen -> scene.told(seen) != Seen.NEVER), LONGEST_S);
      var delay = slowest(crew.counts().streams(), scene::told) - scene.at;
      if (scene.announced == Announced.PUSHED) {
        crew.step(SETTLES_S - delay - 10);
      }
      var reads = (double) (crew.counts().reads() - before.reads()) / STREAMS;
      crew.stepToTheEnd(2 * LONGEST_S);
      stage.audit(scene.account, crew.counts());
      out.printf(Locale.ROOT, "%s: %d s, %.2f reads, faults %s%n", scene.account, delay, reads,
          crew.counts().faults());
      return new Result((double) delay, reads, pushMs);
    }
  }

  /// Milliseconds of real time until every instance has heard of it; 0 where none does.
  private double announce(Scene scene, Crew crew, Counts before) {
    return switch (scene.announced) {
      case PUSHED -> untilHeard(crew, before.pushes() + 2, stage.raise(scene.account));
      case UNHEARD -> {
        stage.raiseUnheard(scene.account);
        yield 0;
      }
      case REDIS_DEAD -> 0;
    };
  }

  private static double untilHeard(Crew crew, long pushes, long beganNs) {
    while (crew.counts().pushes() < pushes) {
      if (System.nanoTime() - beganNs > PUSH_WITHIN.toNanos()) {
        throw new IllegalStateException("push: not heard (expected: within " + PUSH_WITHIN + ")");
      }
      LockSupport.parkNanos(100_000);
    }
    return (System.nanoTime() - beganNs) / 1e6;
  }

  private Result seed(Scene scene) {
    stage.account(scene.account, scene.leftMs);
    try (var _ = stage.crew(0)) {
      var rule = new SeedRule(stage, scene.account, STREAMS, HourRows.HOUR_S);
      if (scene.announced == Announced.REDIS_DEAD) {
        rule.at(REDIS_ENDS_AT, stage::stopRedis);
      }
      rule.run(scene.at);
      var before = rule.tally().scans();
      stage.subscribeToUnlimited(scene.account);
      if (scene.announced != Announced.REDIS_DEAD) {
        rule.raise();
      }
      rule.run(SETTLES_S);
      var scans = (double) (rule.tally().scans() - before) / STREAMS;
      rule.run(scene.announced == Announced.REDIS_DEAD ? LONGEST_S : 0);
      var delay = slowest(rule.seen(), scene::told) - scene.at;
      out.printf(Locale.ROOT, "%s: %d s, %.2f scans%n", scene.account, delay, scans);
      return new Result((double) delay, scans, 0);
    }
  }

  private static long slowest(List<Seen> streams, ToLongFunction<Seen> when) {
    if (streams.stream().anyMatch(seen -> when.applyAsLong(seen) == Seen.NEVER)) {
      throw new IllegalStateException("change: not told to every stream (expected: to all)");
    }
    return streams.stream().mapToLong(when).max().orElseThrow();
  }
}
