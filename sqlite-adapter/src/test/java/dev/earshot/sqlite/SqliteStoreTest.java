package dev.earshot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.UsageHistory.Hour;
import dev.earshot.core.usage.UsageHistory.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

class SqliteStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final AccountId ACCOUNT = new AccountId("zoë");
  private static final StreamId STREAM = new StreamId(new UUID(7, 7));
  private static final Settle INTENT = new Settle(STREAM, ACCOUNT, NOVEMBER, 0, 1_500);

  private final Path file;

  SqliteStoreTest(@TempDir Path dir) {
    file = dir.resolve("earshot.db");
  }

  @Test
  void open_again_knowsEverything() {
    var reading = new Reading(STREAM, ACCOUNT, NOVEMBER, 2_000, 1_500);
    try (var store = open(NOW)) {
      store.accounts().admit(ACCOUNT, "open sesame").block();
      store.accounts().grant(ACCOUNT, MonthlyGrant.of(Duration.ofSeconds(10))).block();
      store.usageLedger().settle(INTENT).block();
      store.usageJournal().record(List.of(reading)).block();
    }

    try (var store = open(NOW)) {
      assertThat(store.accounts().holderOf("open sesame").block()).isEqualTo(ACCOUNT);
      assertThat(store.allowances().fetch(ACCOUNT, NOW).block()).isEqualTo(
          new Balance(new Prepaid(10_000, 1_500), Instant.parse("2026-12-01T00:00:00Z")));
      assertThat(store.usageLedger().settle(INTENT).block()).isEqualTo(new Settled(1_500));
      assertThat(store.usageJournal().unsettled().block()).containsExactly(reading);
    }
  }

  @Test
  void open_twiceAtOnce_bothSeeAndChargeTheSame() {
    try (var one = open(NOW); var other = open(NOW)) {
      one.accounts().admit(ACCOUNT, "open sesame").block();
      one.usageLedger().settle(INTENT).block();

      assertThat(other.accounts().holderOf("open sesame").block()).isEqualTo(ACCOUNT);
      assertThat(other.usageLedger().settle(INTENT).block()).isEqualTo(new Settled(1_500));
    }
  }

  @Test
  void admit_key_isNowhereInTheFiles() throws IOException {
    try (var store = open(NOW)) {
      store.accounts().admit(ACCOUNT, "open sesame").block();

      for (var part : parts()) {
        assertThat(Files.readString(part, StandardCharsets.ISO_8859_1)).as(part.toString())
            .doesNotContain("sesame");
      }
    }
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("sesame")
        .contains("CREATE TABLE accounts");
  }

  @Test
  void open_after40Days_forgetsTheNamesOfCharges() {
    charge();
    try (var store = open(NOW.plus(Duration.ofDays(40)))) {
      assertThat(store.usageLedger().settle(INTENT).block()).isEqualTo(new Settled(1_500));
    }
    try (var store = open(NOW.plus(Duration.ofDays(40)).plusMillis(1))) {
      assertThat(store.usageLedger().settle(INTENT).block()).isEqualTo(new Settled(1_500));
    }
  }

  @Test
  void open_after40DaysWithJournal_stillChargesOnce() {
    charge();
    try (var store = open(NOW)) {
      store.usageJournal()
          .record(List.of(new Reading(STREAM, ACCOUNT, NOVEMBER, 1_500, 0)))
          .block();
    }
    try (var store = open(NOW.plus(Duration.ofDays(400)))) {
      assertThat(store.usageLedger().settle(INTENT).block()).isEqualTo(new Settled(1_500));
    }
  }

  @Test
  void erase_monthThatIsOver_isGoneWithItsHours() {
    charge();
    try (var store = open(NOW.plus(Duration.ofDays(60)))) {
      assertThat(store.erasure().erase(ACCOUNT).block()).isPositive();
      while (!Integer.valueOf(0).equals(store.erasure().erase(ACCOUNT).block())) {
        // piece by piece
      }
      assertNothingOfNovember(store);
    }
  }

  @Test
  void open_longAfterAnErasure_dropsTheMonthThatStayed() {
    charge();
    try (var store = open(NOW)) {
      store.erasure().erase(ACCOUNT).repeat().takeUntil(removed -> removed == 0).blockLast();
      assertThat(store.allowances().fetch(ACCOUNT, NOW).block()).isEqualTo(
          new Balance(new Prepaid(0, 1_500), Instant.parse("2026-12-01T00:00:00Z")));
    }
    try (var store = open(NOW.plus(Duration.ofDays(60)))) {
      assertNothingOfNovember(store);
    }
  }

  @Test
  void open_longAfter_keepsMonthsOfAccountsThatWereNotErased() {
    charge();
    try (var store = open(NOW.plus(Duration.ofDays(60)))) {
      assertThat(store.allowances().fetch(ACCOUNT, NOW).block()).isEqualTo(
          new Balance(new Prepaid(0, 1_500), Instant.parse("2026-12-01T00:00:00Z")));
      assertThat(hours(store)).hasSize(1);
    }
  }

  @Test
  void close_again_doesNothing() {
    var store = open(NOW);
    store.close();
    store.close();

    StepVerifier.create(store.usageJournal().unsettled())
        .verifyError(StoreException.Closed.class);
  }

  @Test
  void close_workWaiting_isDoneBefore() {
    var store = open(NOW);
    var settled = store.usageLedger().settle(INTENT).toFuture();
    store.close();

    assertThat(settled.join()).isEqualTo(new Settled(1_500));
  }

  private static void assertNothingOfNovember(SqliteStore store) {
    assertThat(store.allowances().fetch(ACCOUNT, NOW).block()).isEqualTo(
        new Balance(new Prepaid(0, 0), Instant.parse("2026-12-01T00:00:00Z")));
    assertThat(hours(store)).isEmpty();
  }

  private static List<Hour> hours(SqliteStore store) {
    var from = Instant.parse("2026-11-01T00:00:00Z");
    return Objects.requireNonNull(
        store.history().hours(ACCOUNT, new Span(from, from.plus(Duration.ofDays(30)))).block());
  }

  private void charge() {
    try (var store = open(NOW)) {
      store.usageLedger().settle(INTENT).block();
    }
  }

  private SqliteStore open(Instant now) {
    return SqliteStore.open(file, InstantSource.fixed(now));
  }

  private List<Path> parts() throws IOException {
    try (var parts = Files.list(file.getParent())) {
      return parts.toList();
    }
  }
}
