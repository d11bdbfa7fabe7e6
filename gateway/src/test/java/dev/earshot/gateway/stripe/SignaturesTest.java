package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.StripeDouble.OLD_SECRET;
import static dev.earshot.gateway.stripe.StripeDouble.SECRET;
import static dev.earshot.gateway.stripe.StripeDouble.hmac;
import static dev.earshot.gateway.stripe.StripeDouble.signature;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.stripe.Signatures.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signatures that the double makes by itself, not with Stripe's library.
class SignaturesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String BODY = "{\"id\":\"evt_1\",\"name\":\"Zoë\"}";

  private final Signatures signatures = new Signatures(
      List.of(new Secret(SECRET), new Secret(OLD_SECRET)), InstantSource.fixed(NOW));

  @Test
  void judge_ofEitherSecret_isGood() {
    assertThat(signatures.judge(signature(BODY, SECRET, NOW), BODY)).isEqualTo(Verdict.GOOD);
    assertThat(signatures.judge(signature(BODY, OLD_SECRET, NOW), BODY)).isEqualTo(Verdict.GOOD);
  }

  /// While a secret is replaced, Stripe signs with both.
  @Test
  void judge_severalSignatures_oneGoodIsEnough() {
    var time = NOW.getEpochSecond();

    assertThat(signatures.judge("t=" + time + ",v1=" + hmac("whsec_other", time + "." + BODY)
        + ",v1=" + hmac(SECRET, time + "." + BODY), BODY)).isEqualTo(Verdict.GOOD);
  }

  @Test
  void judge_ofAnotherSecretOrBody_isForged() {
    assertThat(signatures.judge(signature(BODY, "whsec_other", NOW), BODY))
        .isEqualTo(Verdict.FORGED);
    assertThat(signatures.judge(signature(BODY, SECRET, NOW), BODY + " "))
        .isEqualTo(Verdict.FORGED);
    assertThat(signatures.judge(signature(BODY, SECRET, NOW), BODY.substring(1)))
        .isEqualTo(Verdict.FORGED);
  }

  /// The time is signed too: one cannot put a new one before an old signature.
  @Test
  void judge_timeWasChanged_isForged() {
    var old = signature(BODY, SECRET, NOW.minusSeconds(1_000));

    assertThat(signatures.judge(
        old.replace("t=" + NOW.minusSeconds(1_000).getEpochSecond(), "t=" + NOW.getEpochSecond()),
        BODY)).isEqualTo(Verdict.FORGED);
  }

  @ParameterizedTest
  @CsvSource({"-300, GOOD", "-301, OLD", "300, GOOD", "301, OLD", "-100000000, OLD",
      "100000000000, OLD"})
  void judge_apartInTime_isGoodForFiveMinutesToBothSides(long seconds, Verdict verdict) {
    assertThat(signatures.judge(signature(BODY, SECRET, NOW.plusSeconds(seconds)), BODY))
        .isEqualTo(verdict);
  }

  @Test
  void judge_noHeader_isForged() {
    assertThat(signatures.judge(null, BODY)).isEqualTo(Verdict.FORGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "=", "t", "t=", "t=x,v1=00", "t=1", "v1=00", "t=1,v1", "t=1,v1=",
      "t=-1,v1=00", "t=99999999999999999999,v1=00", "t=9223372036854775807,v1=00", "\u0000",
      "v0=1,t=1"})
  void judge_anythingElse_isForged(String header) {
    assertThat(signatures.judge(header, BODY)).isEqualTo(Verdict.FORGED);
  }
}
