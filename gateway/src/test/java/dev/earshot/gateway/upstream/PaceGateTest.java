package dev.earshot.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceGateTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void isOpen_catchUp_goesAtThePaceAndNoFaster() {
    var gate = new PaceGate(1.25, SECOND, 0);
    var sent = 0;
    for (var now = 0L; now < 100 * SECOND; now += SECOND / 10) {
      while (gate.isOpen(now)) {
        gate.sent(1_600);
        sent += 1_600;
      }
    }
    assertThat(sent / 16_000.0).isBetween(125.0, 126.2);
  }

  @Test
  void isOpen_afterAPause_hasNotSavedIt() {
    var gate = new PaceGate(1, SECOND, 0);
    assertThat(gate.isOpen(3_600 * SECOND)).isTrue();
    gate.sent(16_000);
    assertThat(gate.isOpen(3_600 * SECOND)).isFalse();
  }

  @Test
  void isOpen_anyPace_isAlways() {
    var gate = new PaceGate(Double.POSITIVE_INFINITY, SECOND, 0);
    gate.sent(Long.MAX_VALUE);
    assertThat(gate.isOpen(0)).isTrue();
  }
}
