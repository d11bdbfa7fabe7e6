package dev.earshot.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Credits and usage keep their promises under every misfortune, and the auditor would notice if they
/// did not.
///
/// | property | what |
/// |---|---|
/// | `earshot.schedules` | how many schedules; 10,000 without it |
/// | `earshot.ticks` | seconds of misfortune of each; 30 to 100 without it |
/// | `earshot.seed` | the first seed, so that a long run can go on where it stopped; 1 without it |
class SimulationTest {
  private static final long TOLD_EVERY = 1_000;
  private static final long SOME_HUNDRED = 800;

  private final long seed = Long.getLong("earshot.seed", 1);
  private final int ticks = Integer.getInteger("earshot.ticks", 0);

  @Test
  void schedules_tenThousandSeeds_keepEveryPromise() {
    var wanted = Long.getLong("earshot.schedules", 10_000);
    var reached = new Simulation(Flaw.NONE).run(seed, wanted, ticks, this::tell);

    assertThat(reached).isEqualTo(wanted);
  }

  /// The flaw that each mutant has is found by seeds that find nothing without it.
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void schedules_storeWithAFlaw_breakAPromise(Flaw flaw) {
    assertThatThrownBy(() -> new Simulation(flaw).run(1, SOME_HUNDRED, 0, _ -> {}))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("flaw " + flaw)
        .hasMessageContaining("-Dearshot.seed=");
  }

  @Test
  void schedule_brokenTwice_saysTheSameTwice() {
    assertThat(broken()).isEqualTo(broken());
  }

  private static String broken() {
    try {
      new Simulation(Flaw.COUNTER_WITHOUT_BASE).run(1, SOME_HUNDRED, 0, _ -> {});
      return "";
    } catch (BrokenPromise broken) {
      return String.valueOf(broken.getMessage());
    }
  }

  private void tell(long done) {
    if (done % TOLD_EVERY == 0) {
      System.out.printf("%,d schedules, the last of seed %d%n", done, seed + done - 1);
    }
  }
}
