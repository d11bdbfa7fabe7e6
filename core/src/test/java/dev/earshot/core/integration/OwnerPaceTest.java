package dev.earshot.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerPaceTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private final OwnerPace pace = new OwnerPace();

  @Test
  void never_isNever() {
    for (var second = 0; second < 10_000; second += 100) {
      assertThat(pace.take(said("ann", 1, second), 0)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1,3600", "2,1800", "3,900", "4,300", "5,60", "9,60"})
  void frequency_each_hasItsInterval(int frequency, int seconds) {
    assertThat(pace.take(said("ann", 1, 0), frequency)).hasSize(1);
    assertThat(pace.take(said("ann", 1, 1), frequency)).isEmpty();
    assertThat(pace.take(said("ann", 1, seconds - 1), frequency)).isEmpty();
    assertThat(pace.take(said("ann", 1, seconds), frequency)).extracting(Said::number)
        .containsExactly(1L, (long) seconds - 1, (long) seconds);
  }

  @Test
  void accounts_doNotWaitForEachOther() {
    assertThat(pace.take(said("ann", 1, 0), 1)).hasSize(1);
    assertThat(pace.take(said("bob", 2, 0), 1)).hasSize(1);
  }

  @Test
  void many_theLastTwentyAreTold() {
    pace.take(said("ann", 1, 0), 5);
    for (var second = 1; second < 60; second++) {
      pace.take(said("ann", 1, second), 5);
    }

    assertThat(pace.take(said("ann", 1, 60), 5)).hasSize(20)
        .extracting(Said::number)
        .startsWith(41L)
        .endsWith(60L);
  }

  @Test
  void anotherStream_isToldByItself() {
    pace.take(said("ann", 1, 0), 5);
    pace.take(said("ann", 1, 10), 5);

    assertThat(pace.take(said("ann", 2, 60), 5)).extracting(Said::number).containsExactly(60L);
  }

  private static Said said(String account, long stream, long second) {
    return new Said(new AccountId(account), new StreamId(new UUID(1, stream)), second, 0, 0, 0, "w",
        NOON.plusSeconds(second));
  }
}
