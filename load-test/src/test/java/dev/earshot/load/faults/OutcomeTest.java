package dev.earshot.load.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
  @ParameterizedTest
  @CsvSource({"0,true", "-1500,true", "-1501,false", "1,false"})
  void charged_lessThanSentByTheBoundAtMostAndNeverMore_holds(long error, boolean holds) {
    assertThat(outcome(0, 0, 0, error, 100).holds()).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"0,0,0,true", "1,0,0,false", "0,1,0,false", "0,0,1,false"})
  void streamOrWord_lostOrDoubled_isBroken(long streams, long words, long doubled, boolean holds) {
    assertThat(outcome(streams, words, doubled, 0, 100).holds()).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"0,true", "5000,true", "5001,false", "-1,false"})
  void recovery_withinItsBound_holds(long recoveryMs, boolean holds) {
    assertThat(outcome(0, 0, 0, 0, recoveryMs).holds()).isEqualTo(holds);
  }

  @Test
  void broken_everything_saysEachWithWhatWasExpected() {
    assertThat(outcome(2, 3, 4, 5, -1).broken()).containsExactly(
        "streams lost: 2 (expected: 0)", "words lost or doubled: 3, 4 (expected: 0)",
        "charged less sent: 5 ms (expected: -1500..0)", "recovery: none (expected: <= 5000 ms)");
  }

  @ParameterizedTest
  @CsvSource({"40,0,100000,100000,true", "39,0,100000,100000,false", "40,1,100000,100000,false",
      "40,0,100000,99999,false", "40,0,100000,100001,false", "40,0,79999,79999,false",
      "40,0,80000,80000,true", "40,0,100001,100001,false"})
  void rolling_everyDeviceToldAndEveryMillisecondChargedOnce_holds(long told, long unannounced,
      long heardMs, long chargedMs, boolean holds) {
    assertThat(new RollingOutcome(40, 0, told, unannounced, 3, 0, 100_000, heardMs, chargedMs,
        Map.of()).holds()).isEqualTo(holds);
  }

  private static Outcome outcome(long streams, long words, long doubled, long error,
      long recoveryMs) {
    return new Outcome("redis-frozen", 20, 21, streams, words, doubled, 100_000, 100_000 + error,
        1_500, recoveryMs, 5_000, Map.of("1006 hung up", 1L), Map.of());
  }
}
