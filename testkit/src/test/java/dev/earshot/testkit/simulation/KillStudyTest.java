package dev.earshot.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.testkit.simulation.KillStudy.Left;
import org.junit.jupiter.api.Test;

/// What a kill costs, by what is left after it.
class KillStudyTest {
  @Test
  void rows_someKills_loseNoMoreThanIsPromised() {
    var rows = new KillStudy(1, 2).rows();

    assertThat(rows).extracting(KillStudy.Row::left).containsExactly(Left.values());
    assertThat(rows).allSatisfy(row -> {
      assertThat(row.streams()).isEqualTo(20);
      assertThat(row.worstSeconds()).isBetween(0.001, row.boundSeconds());
    });
    // who has nothing left but the ledger loses what was not settled
    assertThat(rows.getLast().worstSeconds()).isGreaterThan(100);
  }

  @Test
  void study_withoutRuns_isRefused() {
    assertThatThrownBy(() -> new KillStudy(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
