package dev.earshot.testkit.simulation;

import org.junit.jupiter.api.Test;

/// Credits and usage keep their promises under every misfortune.
class SimulationTest {
  @Test
  void simulation_tenThousandSchedules_keepEveryPromise() {
    new Simulation(Flaw.NONE).run(Long.getLong("earshot.seed", 1),
        Long.getLong("earshot.schedules", 10), Integer.getInteger("earshot.ticks", 0), done -> {});
  }
}
