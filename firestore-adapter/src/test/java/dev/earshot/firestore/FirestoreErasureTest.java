package dev.earshot.firestore;

import static dev.earshot.firestore.DocumentOperations.Kind.ERASE_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.ERASE_WRITE;
import static dev.earshot.firestore.DocumentOperations.Kind.HOUR_LIST;
import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.UsageHistory.Hour;
import dev.earshot.core.usage.UsageHistory.Span;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What histories and deletions cost, and what they do with the seed's documents.
class FirestoreErasureTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);

  private final AccountId account = new AccountId("zoë-" + UUID.randomUUID());
  private final Counted operations = new Counted();
  private final FirestoreStore store = Stores.open(FirestoreErasureTest.class, Plans.none(),
      Stores.NOW, operations);
  private final Documents documents = new Documents(
      Stores.settings(FirestoreErasureTest.class));

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void hours_ofTheSeedAndOurs_areBothCountedOnce() throws Exception {
    documents.seedHours(account, NOVEMBER, 3, 60);
    charge(NOVEMBER, 1_500);
    operations.take();

    var hours = hours(NOVEMBER);

    assertThat(operations.take()).isEqualTo(Map.of(HOUR_LIST, 1));
    assertThat(hours).containsExactly(hour("2026-11-01T00:00:00Z", 60_000),
        hour("2026-11-01T01:00:00Z", 60_000), hour("2026-11-01T02:00:00Z", 60_000),
        hour("2026-11-22T10:00:00Z", 1_500));
  }

  @Test
  void erase_manyHours_areFoldedPieceByPiece() throws Exception {
    documents.seedHours(account, NOVEMBER, 450, 2);
    charge(NOVEMBER, 1_500);

    var pieces = answerOf(store.erasure()
        .erase(account)
        .repeat()
        .takeUntil(removed -> removed == 0)
        .collectList());

    assertThat(pieces).allSatisfy(
        removed -> assertThat(removed).isLessThanOrEqualTo(AccountErasure.PIECE));
    assertThat(hours(NOVEMBER)).containsExactly(hour("2026-11-01T00:00:00Z", 901_500));
    assertThat(used()).isEqualTo(901_500);
    documents.delete(Documents.month(account, NOVEMBER));
    assertThat(used()).as("made anew from the hours").isEqualTo(901_500);
  }

  @Test
  void erase_settlesMeanwhile_loseNothing() {
    charge(NOVEMBER, 100);
    var charges = Flux.range(0, 40)
        .concatMap(_ -> store.ledger()
            .settle(new Settle(stream(), account, NOVEMBER, 0, 10)))
        .then();
    var erasing = store.erasure()
        .erase(account)
        .onErrorResume(StoreException.Lost.class, _ -> Mono.just(1)) // charged too often: again
        .repeat(40)
        .then();

    Flux.merge(charges, erasing).then().block();
    eraseAll();

    assertThat(hours(NOVEMBER)).containsExactly(hour("2026-11-01T00:00:00Z", 500));
    assertThat(used()).isEqualTo(500);
  }

  @Test
  void erase_monthThatIsOver_isGone() throws Exception {
    documents.seedHours(account, SEPTEMBER, 2, 60);
    answerOf(store.allowances().fetch(account, Instant.parse("2026-09-15T00:00:00Z")));
    charge(NOVEMBER, 100);

    eraseAll();

    assertThat(documents.get(Documents.month(account, SEPTEMBER)).exists()).isFalse();
    assertThat(hours(SEPTEMBER)).isEmpty();
    var kept = documents.get(Documents.month(account, NOVEMBER));
    assertThat(Documents.moment(kept, Names.EXPIRES_AT))
        .isEqualTo(Instant.parse("2027-01-11T00:00:00Z"));
  }

  @Test
  void erase_nothingThere_readsFewAndWritesNothing() {
    assertThat(answerOf(store.erasure().erase(account))).isZero();

    assertThat(operations.take()).isEqualTo(Map.of(ERASE_READ, 5)).doesNotContainKey(ERASE_WRITE);
  }

  private void eraseAll() {
    answerOf(store.erasure()
        .erase(account)
        .repeat()
        .takeUntil(removed -> removed == 0)
        .collectList());
  }

  private void charge(YearMonth month, long ms) {
    answerOf(store.ledger().settle(new Settle(stream(), account, month, 0, ms)));
  }

  private long used() {
    return answerOf(store.allowances().fetch(account, Stores.NOW)).allowance().usedMs();
  }

  private List<Hour> hours(YearMonth month) {
    return answerOf(store.history()
        .hours(account, new Span(start(month),
            start(month.plusMonths(1)))));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static StreamId stream() {
    return new StreamId(UUID.randomUUID());
  }

  private static Hour hour(String start, long ms) {
    return new Hour(Instant.parse(start), ms);
  }
}
