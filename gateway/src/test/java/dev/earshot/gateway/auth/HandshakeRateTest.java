package dev.earshot.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandshakeRateTest {
  private static final AccountId ANN = new AccountId("ann");

  private long now = Long.MAX_VALUE - 1; // a clock that wraps around
  private final HandshakeRate rate = new HandshakeRate(60, () -> now);

  @Test
  void refusal_aMinutesWorth_isThereAtOnce() {
    for (var n = 0; n < 60; n++) {
      assertThat(rate.refusal(ANN)).as("handshake " + n).isEmpty();
    }
    assertThat(rate.refusal(ANN)).contains(Duration.ofSeconds(1));
    assertThat(rate.refusal(new AccountId("bob"))).isEmpty();
  }

  @Test
  void refusal_timePasses_givesAsMuchBack() {
    drain();
    pass(999);
    assertThat(rate.refusal(ANN)).contains(Duration.ofSeconds(1));
    pass(1);
    assertThat(rate.refusal(ANN)).isEmpty();
    assertThat(rate.refusal(ANN)).isPresent();
    pass(3_600_000);
    drain();
    assertThat(rate.refusal(ANN)).as("an hour fills no more than the bucket").isPresent();
  }

  @Test
  void refusal_fewAMinute_tellsHowLongToWait() {
    var slow = new HandshakeRate(2, () -> now);
    assertThat(slow.refusal(ANN)).isEmpty();
    assertThat(slow.refusal(ANN)).isEmpty();

    assertThat(slow.refusal(ANN)).contains(Duration.ofSeconds(30));
  }

  @Test
  void refusal_manyAccounts_forgetsThoseThatKnockedLongestAgo() {
    drain();
    for (var n = 0; n < 9_999; n++) {
      rate.refusal(new AccountId("account-" + n));
    }
    assertThat(rate.refusal(ANN)).as("still remembered").isPresent();
    for (var n = 0; n < 10_000; n++) {
      rate.refusal(new AccountId("another-" + n));
    }
    assertThat(rate.refusal(ANN)).as("forgotten").isEmpty();
  }

  @Test
  void limit_none_isRefused() {
    assertThatThrownBy(() -> new HandshakeRate(0, () -> now))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void drain() {
    for (var n = 0; n < 60; n++) {
      rate.refusal(ANN);
    }
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
