package dev.earshot.core.recogniser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeakTest {
  private final AtomicLong nanos = new AtomicLong(Duration.ofHours(-1).toNanos());
  private final Peak peak = new Peak(Duration.ofSeconds(8), nanos::get);

  @Test
  void highest_nothingObserved_isZero() {
    assertThat(peak.highest()).isZero();
  }

  @Test
  void highest_severalValues_isTheHighest() {
    peak.observe(7);
    peak.observe(3);
    assertThat(peak.highest()).isEqualTo(7);
  }

  @Test
  void highest_valueOfLongAgo_isForgotten() {
    peak.observe(7);
    pass(5);
    peak.observe(3);
    assertThat(peak.highest()).isEqualTo(7);
    pass(4);
    assertThat(peak.highest()).isEqualTo(3);
    pass(100);
    assertThat(peak.highest()).isZero();
  }

  @Test
  void highest_clockSetBack_isForgottenAndGoesOn() {
    peak.observe(7);
    pass(-3_600);
    assertThat(peak.highest()).isZero();
    peak.observe(2);
    pass(9);
    assertThat(peak.highest()).isZero();
  }

  private void pass(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
