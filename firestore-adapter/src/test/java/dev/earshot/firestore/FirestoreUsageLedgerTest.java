package dev.earshot.firestore;

import static dev.earshot.firestore.DocumentOperations.Kind.HOUR_MERGE;
import static dev.earshot.firestore.DocumentOperations.Kind.MONTH_UPDATE;
import static dev.earshot.firestore.DocumentOperations.Kind.SETTLE_CREATE;
import static dev.earshot.firestore.DocumentOperations.Kind.SETTLE_READ;
import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class FirestoreUsageLedgerTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final Instant NOW = Stores.NOW;

  private final AccountId account = new AccountId("zoë-" + UUID.randomUUID());
  private final StreamId stream = new StreamId(UUID.randomUUID());
  private final Counted operations = new Counted();
  private final FirestoreStore store = open(NOW);
  private final Documents documents = new Documents(
      Stores.settings(FirestoreUsageLedgerTest.class));

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void settle_monthIsThere_isOneBatchOfThreeWrites() throws Exception {
    settle(0, 999);
    operations.take();

    assertThat(settle(999, 61_500)).isEqualTo(new Settled(61_500));
    assertThat(operations.take())
        .isEqualTo(Map.of(SETTLE_CREATE, 1, MONTH_UPDATE, 1, HOUR_MERGE, 1));
    var name = documents.get(Documents.settle(account, stream + "_202611_999"));
    assertThat(name.getData()).containsEntry("from_ms", 999L).containsEntry("to_ms", 61_500L);
    assertThat(Documents.moment(name, "at")).isEqualTo(NOW);
    assertThat(Documents.moment(name, "expires_at"))
        .isEqualTo(Instant.parse("2027-01-11T00:00:00Z"));
    assertThat(month().getData()).containsEntry("used_ms", 61_500L);
    assertThat(hour("2026-11-22T10:00Z").getData()).containsEntry("transcription_ms", 61_500L)
        .containsEntry("transcription_seconds", 61L)
        .containsEntry("transcription_ms_seconds", 61L)
        .containsEntry("id", "2026-11-22-10")
        .containsEntry("year", 2026L)
        .containsEntry("month", 11L)
        .containsEntry("day", 22L)
        .containsEntry("hour", 10L);
  }

  @Test
  void settle_again_readsWhatWasChargedAndWritesNothing() throws Exception {
    settle(0, 1_500);
    operations.take();

    assertThat(settle(0, 9_000)).isEqualTo(new Settled(1_500));
    assertThat(operations.take()).containsEntry(SETTLE_READ, 1).containsEntry(SETTLE_CREATE, 1);
    assertThat(month().getData()).containsEntry("used_ms", 1_500L);
    assertThat(hour("2026-11-22T10:00Z").getData()).containsEntry("transcription_ms", 1_500L);
  }

  @Test
  void settle_afterItsMonth_raisesItsMonthsLastHour() throws Exception {
    try (var december = open(Instant.parse("2026-12-01T00:02:00Z"))) {
      december.ledger().settle(new Settle(stream, account, NOVEMBER, 0, 2_000)).block();
    }

    assertThat(hour("2026-11-30T23:00Z").getData()).containsEntry("transcription_ms", 2_000L);
    assertThat(hour("2026-12-01T00:00Z").exists()).isFalse();
    assertThat(month().getData()).containsEntry("used_ms", 2_000L);
  }

  @Test
  void settle_beforeItsMonth_raisesItsMonthsFirstHour() throws Exception {
    store.ledger().settle(new Settle(stream, account, NOVEMBER.plusMonths(1), 0, 2_000)).block();

    assertThat(hour("2026-12-01T00:00Z").getData()).containsEntry("transcription_ms", 2_000L);
  }

  @Test
  void settle_40DaysAfterItsMonth_isRefusedLoudly() throws Exception {
    var until = Instant.parse("2027-01-10T00:00:00Z");
    try (var late = open(until.minusNanos(1)); var tooLate = open(until)) {
      late.ledger().settle(new Settle(stream, account, NOVEMBER, 0, 2_000)).block();
      var refused = tooLate.ledger().settle(new Settle(stream, account, NOVEMBER, 2_000, 3_000));

      assertThatThrownBy(refused::block).isInstanceOf(StoreException.TooOld.class)
          .hasMessageContaining(stream + "_202611_2000")
          .hasMessageContaining("sent before 2027-01-10T00:00:00Z");
    }
    assertThat(month().getData()).containsEntry("used_ms", 2_000L);
  }

  @Test
  void settle_unlimited_isCountedAllTheSame() {
    store.accounts().grant(account, MonthlyGrant.unlimited()).block();
    settle(0, 1_500);

    assertThat(answerOf(store.allowances().fetch(account, NOW)).allowance())
        .isEqualTo(new Unlimited(1_500));
  }

  @Test
  void settle_monthDeletedMeanwhile_makesItAgainAndGoesOn() throws Exception {
    settle(0, 1_500);
    documents.delete(Documents.month(account, NOVEMBER));

    assertThat(settle(1_500, 4_000)).isEqualTo(new Settled(4_000));
    assertThat(month().getData()).containsEntry("used_ms", 4_000L);
  }

  @Test
  void settle_sentAgainAfterMonthWasDeleted_countsOnce() throws Exception {
    settle(0, 1_500);
    documents.delete(Documents.month(account, NOVEMBER));

    assertThat(settle(0, 1_500)).isEqualTo(new Settled(1_500));
    assertThat(used()).isEqualTo(1_500);
  }

  @Test
  void settle_manyStreamsFromTwoInstances_countEachOnce() {
    var intents = IntStream.range(0, 30)
        .boxed()
        .flatMap(n -> IntStream.range(0, 3).mapToObj(part -> part(n, part)))
        .toList();
    try (var other = open(NOW)) {
      Flux.merge(all(store, intents), all(other, intents)).then().block();
    }

    assertThat(used()).isEqualTo(90 * 700);
    assertHoursSumToMonth();
  }

  /// As when an instance goes away.
  @Test
  void settle_manyStreamsAtOnce_raiseTheMonthSeldom() throws Exception {
    settle(0, 700);
    operations.take();
    var intents = IntStream.range(1, 300).mapToObj(n -> part(n, 0)).toList();

    Flux.fromIterable(intents).flatMap(store.ledger()::settle, 300).then().block();

    var sent = operations.take();
    assertThat(sent).containsEntry(SETTLE_CREATE, 299);
    assertThat(sent.get(MONTH_UPDATE)).isLessThan(30).isEqualTo(sent.get(HOUR_MERGE));
    assertThat(used()).isEqualTo(300 * 700);
    assertHoursSumToMonth();
  }

  @Test
  void settle_besideMonthsThatAreMadeAndDeleted_neitherLosesNorCountsTwice() throws Exception {
    for (var round = 0; round < 5; round++) {
      var first = 10 * round;
      var intents = IntStream.range(first, first + 10).mapToObj(n -> part(n, 0)).toList();
      documents.delete(Documents.month(account, NOVEMBER));
      var fetches = Flux.range(0, 10)
          .flatMap(_ -> store.allowances().fetch(account, NOW).subscribeOn(Schedulers.parallel()));

      try (var other = open(NOW)) {
        Flux.merge(all(store, intents), fetches, all(other, intents)).then().block();
      }

      assertThat(used()).as("round " + round).isEqualTo(700L * (first + 10));
    }
    assertHoursSumToMonth();
  }

  @Test
  void settle_seedsHoursBesideManyFirstSettles_areInItOnce() throws Exception {
    documents.seedHours(account, NOVEMBER, 50, 11);
    var intents = IntStream.range(0, 20).mapToObj(n -> part(n, 0)).toList();

    all(store, intents).then().block();

    assertThat(used()).isEqualTo(50 * 11_000 + 20 * 700);
  }

  /// What is in the hours makes the same month again.
  private void assertHoursSumToMonth() {
    var before = used();
    try {
      documents.delete(Documents.month(account, NOVEMBER));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    assertThat(used()).isEqualTo(before);
  }

  private static Flux<Settled> all(FirestoreStore store, List<Settle> intents) {
    return Flux.fromIterable(intents)
        .flatMap(intent -> Mono.defer(() -> store.ledger().settle(intent))
            .subscribeOn(Schedulers.parallel()), 16);
  }

  private Settle part(int n, int part) {
    return new Settle(new StreamId(new UUID(stream.value().getMostSignificantBits(), n)), account,
        NOVEMBER, part * 700L, (part + 1) * 700L);
  }

  private Settled settle(long fromMs, long toMs) {
    return answerOf(store.ledger().settle(new Settle(stream, account, NOVEMBER, fromMs, toMs)));
  }

  private long used() {
    var when = NOVEMBER.atDay(15).atStartOfDay(ZoneOffset.UTC).toInstant();
    return answerOf(store.allowances().fetch(account, when)).allowance().usedMs();
  }

  private DocumentSnapshot month() throws Exception {
    return documents.get(Documents.month(account, NOVEMBER));
  }

  private DocumentSnapshot hour(String hour) throws Exception {
    return documents.get(Documents.hour(account, hour));
  }

  private FirestoreStore open(Instant now) {
    return Stores.open(FirestoreUsageLedgerTest.class, Plans.none(), now, operations);
  }
}
