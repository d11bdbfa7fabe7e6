package dev.earshot.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What a grant is worth under each rule.
class OverspendStudyTest {
  @Test
  void rows_oneRun_stayWithinWhatIsPromised() {
    var rows = new OverspendStudy(1, 1).rows();

    assertThat(rows).hasSize(5)
        .allSatisfy(row -> assertThat(row.worstSeconds()).isBetween(0.0, row.boundSeconds()));
    assertThat(rows.getFirst().boundSeconds()).isEqualTo(9_240);
    assertThat(rows.getFirst().worstSeconds()).isGreaterThan(5_000);
    assertThat(rows.get(1).worstSeconds()).isLessThan(rows.getFirst().worstSeconds() / 10);
  }

  @Test
  void study_withoutRuns_isRefused() {
    assertThatThrownBy(() -> new OverspendStudy(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
