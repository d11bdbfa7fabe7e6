package dev.earshot.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlindnessTest {
  private static final Policy.Blindness A_MINUTE = new Policy.Blindness(Duration.ofMinutes(1));

  private final List<Long> granted = new ArrayList<>();
  private final Blindness blindness = new Blindness(granted::add);

  @Test
  void goesOnTo_questionsOnEnd_staysWhereTheFirstSetIt() {
    assertThat(blindness.goesOnTo(5_000, A_MINUTE)).isEqualTo(65_000);
    assertThat(blindness.goesOnTo(64_999, A_MINUTE)).isEqualTo(65_000);
    assertThat(blindness.isOver()).isFalse();

    blindness.goesOnTo(65_000, A_MINUTE);

    assertThat(blindness.isOver()).isTrue();
    assertThat(granted).containsExactly(0L, 59_999L, 1L);
  }

  @Test
  void goesOnTo_trustWithoutEnd_neverEnds() {
    var endless = new Policy.Blindness(Duration.ofMillis(Long.MAX_VALUE));

    assertThat(blindness.goesOnTo(5_000, endless)).isEqualTo(Long.MAX_VALUE);
    assertThat(blindness.isOver()).isFalse();
  }

  @Test
  void ends_answered_beginsAnewWithTheNextQuestion() {
    blindness.goesOnTo(5_000, A_MINUTE);

    blindness.ends();

    assertThat(blindness.stop(100_000)).isEqualTo(100_000);
    assertThat(blindness.goesOnTo(70_000, A_MINUTE)).isEqualTo(130_000);
    assertThat(blindness.stop(200_000)).isEqualTo(130_000);
    assertThat(blindness.stop(80_000)).isEqualTo(80_000);
  }

  @Test
  void wasOver_answeredAfterTheEnd_isToldOnce() {
    blindness.goesOnTo(5_000, new Policy.Blindness(Duration.ZERO));
    assertThat(blindness.wasOver()).isFalse();

    blindness.ends();

    assertThat(blindness.isOver()).isFalse();
    assertThat(blindness.wasOver()).isTrue();
    assertThat(blindness.wasOver()).isFalse();
  }
}
