package dev.earshot.load.overload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClimbTest {
  private final Climb climb = new Climb(500);

  @Test
  void held_whileSecondsAreWithinTheBound_isTheMostThatTalked() {
    sees(10, 3);
    sees(20, 500);

    assertThat(climb.held()).isEqualTo(20);
    assertThat(climb.isOver()).isFalse();
    assertThat(climb.why()).isEqualTo("no more came");
  }

  @Test
  void isOver_afterThreeLateSecondsInARow_andHeldIsWhatTalkedBefore() {
    sees(10, 3);
    sees(20, 4);
    sees(30, 501);
    sees(40, 900);
    assertThat(climb.isOver()).isFalse();
    sees(50, 2_000);

    assertThat(climb.isOver()).isTrue();
    assertThat(climb.held()).isEqualTo(20);
    assertThat(climb.why()).contains("3 seconds in a row");
  }

  @Test
  void isOver_afterSomeLateSecondsWithGoodOnesBetween_isNot() {
    sees(10, 900);
    sees(20, 900);
    sees(30, 5);
    sees(40, 900);

    assertThat(climb.isOver()).isFalse();
    assertThat(climb.held()).isEqualTo(30);
  }

  @Test
  void isOver_whenSomeAreRefusedForThreeSeconds_andTheseAreNotHeld() {
    sees(10, 3);
    climb.add(new Climb.Second(20, 3, 1));
    sees(25, 501);
    assertThat(climb.isOver()).isFalse();
    climb.add(new Climb.Second(30, 3, 2));

    assertThat(climb.isOver()).isTrue();
    assertThat(climb.held()).isEqualTo(10);
    assertThat(climb.why()).contains("(3 in all)");
  }

  @Test
  void held_whereNoWordWasDue_isNotKnown() {
    sees(10, Double.NaN);

    assertThat(climb.held()).isZero();
    assertThat(climb.isOver()).isFalse();
  }

  private void sees(int talking, double p99Ms) {
    climb.add(new Climb.Second(talking, p99Ms, 0));
  }
}
