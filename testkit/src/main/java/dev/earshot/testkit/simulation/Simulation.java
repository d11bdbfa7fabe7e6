package dev.earshot.testkit.simulation;

import java.util.function.LongConsumer;

/// Many schedules, one after the other.
///
/// It takes the place of every scheduler of the process while it runs, so that nothing else of Reactor
/// may run beside it.
public final class Simulation {
  private final Flaw flaw;

  public Simulation(Flaw flaw) {
    this.flaw = flaw;
  }

  /// Runs the schedules of these seeds; throws [BrokenPromise] with the seed and the last events for the
  /// first that breaks a promise.
  ///
  /// @param ticks seconds of misfortune of each; 0 for 30 to 100, as the seed says
  /// @param done hears how many are done, after each
  /// @return how many were run
  public long run(long firstSeed, long schedules, int ticks, LongConsumer done) {
    try (var time = SimulatedTime.install()) {
      for (var i = 0L; i < schedules; i++) {
        var seed = firstSeed + i;
        var length = ticks > 0 ? ticks : 30 + (int) Math.floorMod(seed * 37, 71L);
        new Schedule(seed, length, flaw).run(time);
        done.accept(i + 1);
      }
      return schedules;
    }
  }
}
