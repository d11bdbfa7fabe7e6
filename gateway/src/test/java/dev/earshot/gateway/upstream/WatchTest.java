package dev.earshot.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final UpstreamLimits LIMITS = UpstreamLimits.USUAL;
  private static final long LOOK = LIMITS.look().toNanos();

  private final Watch watch = new Watch("x", LIMITS, 0);

  @Test
  void verdict_noSignForLongEnough_isLost() {
    var looks = LIMITS.deadLooks();
    for (var look = 1; look < looks; look++) {
      assertThat(watch.verdict(Phase.TALKING, look * LOOK)).isNull();
    }
    assertThat(watch.verdict(Phase.TALKING, looks * LOOK)).isNotNull();
  }

  @Test
  void verdict_signsNowAndThen_isNone() {
    for (var look = 1; look < 100; look++) {
      assertThat(watch.verdict(Phase.TALKING, look * LOOK)).isNull();
      if (look % 5 == 0) {
        watch.sign(look * LOOK);
      }
    }
  }

  @Test
  void verdict_afterThisMachineStoodStill_blamesNobodyYet() {
    assertThat(watch.verdict(Phase.TALKING, LOOK)).isNull();

    assertThat(watch.verdict(Phase.TALKING, Duration.ofMinutes(1).toNanos())).isNull();
  }

  @Test
  void verdict_notReadyInTime_isLost() {
    assertThat(watch.verdict(Phase.OPENING, LIMITS.ready().toNanos() - 1)).isNull();
    assertThat(watch.verdict(Phase.OPENING, LIMITS.ready().toNanos())).isNotNull();
  }
}
