package dev.earshot.testkit.simulation;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Blindness;
import dev.earshot.core.account.Policy.Channels;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.account.Policy.Silence;
import dev.earshot.core.credit.CreditTimes;
import java.time.Duration;
import java.util.List;

/// How long everything lasts in a simulation, and which plans there are.
///
/// @param tick between two looks of a stream at its credit
/// @param deadline of a call to a store
/// @param orphanAfter when a stream that nobody reports is taken for left
/// @param sweepEvery how often an instance looks for those
record Rules(Plans plans, CreditTimes times, Duration tick, Duration deadline,
    Duration orphanAfter, Duration sweepEvery) {
  static final String STRICT = "strict";
  static final String OPEN = "open";
  static final List<String> NAMES = List.of(Plans.BASIC, STRICT, "closing", OPEN);

  /// The seed system's times, and what a gateway has beside them.
  static final Rules REAL = new Rules(new Plans(List.of(plan(Plans.BASIC, Policy.USUAL),
      plan(STRICT, new Policy(Exhaustion.STOP, Policy.USUAL.blindness(),
          Policy.USUAL.threshold(), Silence.BILLED, Channels.ONCE, true)))),
      CreditTimes.DEFAULT, Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofSeconds(90),
      Duration.ofSeconds(60));

  /// The same in short, so that a minute has everything in it that an hour has.
  static final Rules BRIEF = new Rules(new Plans(List.of(
      plan(Plans.BASIC, brief(Exhaustion.STOP, 8, false)),
      plan(STRICT, brief(Exhaustion.STOP, 8, true)),
      plan("closing", brief(Exhaustion.CLOSE, 0, false)),
      plan(OPEN, brief(Exhaustion.CONTINUE, 8, false)))),
      new CreditTimes(Duration.ofSeconds(15), Duration.ofSeconds(4), Duration.ofSeconds(40),
          Duration.ofSeconds(8)),
      Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofSeconds(10));

  private static Policy brief(Exhaustion exhaustion, long blind, boolean strict) {
    return new Policy(exhaustion, new Blindness(Duration.ofSeconds(blind)), Duration.ofSeconds(3),
        Silence.BILLED, Channels.ONCE, strict);
  }

  private static Plan plan(String name, Policy policy) {
    return new Plan(name, MonthlyGrant.of(Duration.ZERO), policy);
  }

  Policy policy(String plan) {
    return plans.of(plan).policy();
  }
}
