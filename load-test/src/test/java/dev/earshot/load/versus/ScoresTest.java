package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final double EXACT = 1e-9;

  @Test
  void cpuRatio_machineThatSlowsDown_comparesWithinRounds() {
    var scores = new Scores(List.of(Turns.well("earshot", 1, 6, 1), Turns.well("nginx", 1, 10, 1),
        Turns.well("nginx", 2, 20, 1), Turns.well("earshot", 2, 12, 1)));

    var ratio = scores.cpuRatio("earshot", "nginx");
    assertThat(ratio.rounds()).isEqualTo(2);
    assertThat(ratio.least()).isCloseTo(0.6, within(EXACT));
    assertThat(ratio.most()).isCloseTo(0.6, within(EXACT));
    assertThat(scores.cpuMicrosPerFrame("nginx").most()).isCloseTo(20, within(EXACT));
  }

  @Test
  void cpuRatio_turnThatDoesNotCount_takesItsRoundWithIt() {
    var scores = new Scores(List.of(Turns.well("earshot", 1, 6, 1), Turns.well("nginx", 1, 10, 1),
        Turns.well("earshot", 2, 60, 1), Turns.turn("nginx", 2, 10, 1, 5.1, 0),
        Turns.turn("earshot", 3, 60, 1, 0, 1), Turns.well("nginx", 3, 10, 1)));

    assertThat(scores.cpuRatio("earshot", "nginx").rounds()).isEqualTo(1);
    assertThat(scores.invalid()).isEqualTo(2);
    assertThat(scores.pacingMs()).isCloseTo(5.1, within(0.01));
  }

  @Test
  void addedMs_relay_isBeyondTheRoundWithoutOne() {
    var scores = new Scores(List.of(Turns.well("direct", 1, 0, 0.25),
        Turns.well("earshot", 1, 1, 0.75), Turns.well("nginx", 1, 1, 0.5)));

    assertThat(scores.addedMs("earshot", 50).median()).isCloseTo(0.5, within(0.01));
    assertThat(scores.beyondMs("earshot", "nginx", 50).median()).isCloseTo(0.25, within(0.01));
    assertThat(scores.addedRatio("earshot", "nginx", 50).median()).isCloseTo(2, within(0.02));
  }

  @Test
  void addedRatio_peerThatAddsNothing_isNotKnown() {
    var scores = new Scores(List.of(Turns.well("direct", 1, 0, 0.5),
        Turns.well("earshot", 1, 1, 0.75), Turns.well("nginx", 1, 1, 0.5)));

    assertThat(scores.addedRatio("earshot", "nginx", 50).isKnown()).isFalse();
  }

  @Test
  void allMs_severalRounds_addsThemUp() {
    var scores = new Scores(List.of(Turns.well("nginx", 1, 1, 1), Turns.well("nginx", 2, 1, 9)));

    assertThat(scores.allMs("nginx", 100)).isCloseTo(9, within(0.01));
    assertThat(scores.words("nginx")).isEqualTo(2);
    assertThat(scores.allMs("haproxy", 100)).isNaN();
  }
}
