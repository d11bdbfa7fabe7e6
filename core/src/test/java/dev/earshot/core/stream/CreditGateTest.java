package dev.earshot.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditGateTest {
  private final CreditGate gate = new CreditGate();

  @ParameterizedTest
  @CsvSource({"999, 1000, 2000, true", "1000, 1000, 2000, false", "999, 2000, 1000, true",
      "1000, 2000, 1000, false", "1500, 1000, 2000, false"})
  void isOpen_atAMark_isBelowBoth(long billed, long stop, long reserved, boolean open) {
    gate.stopAt(stop);
    gate.reservedTo(reserved);

    assertThat(gate.isOpen(billed)).isEqualTo(open);
  }

  @Test
  void opened_moreIsLeft_completes() {
    gate.stopAt(1_000);
    var opened = opened(1_000);
    assertThat(opened).isFalse();

    gate.stopAt(1_001);

    assertThat(opened).isTrue();
  }

  @Test
  void opened_moreIsReserved_completes() {
    gate.reservedTo(1_000);
    var opened = opened(1_000);

    gate.reservedTo(1_001);

    assertThat(opened).isTrue();
  }

  @Test
  void opened_onlyOneOfBothMoves_waitsForTheOther() {
    gate.stopAt(1_000);
    gate.reservedTo(1_000);
    var opened = opened(1_000);

    gate.stopAt(5_000);
    assertThat(opened).isFalse();
    gate.reservedTo(5_000);

    assertThat(opened).isTrue();
  }

  private AtomicBoolean opened(long billedMs) {
    var opened = new AtomicBoolean();
    gate.opened(() -> billedMs).subscribe(null, null, () -> opened.set(true));
    return opened;
  }
}
