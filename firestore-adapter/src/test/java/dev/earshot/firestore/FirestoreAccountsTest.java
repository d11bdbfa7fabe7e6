package dev.earshot.firestore;

import static dev.earshot.firestore.DocumentOperations.Kind.KEY_CREATE;
import static dev.earshot.firestore.DocumentOperations.Kind.KEY_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.MONTH_UPDATE;
import static dev.earshot.firestore.DocumentOperations.Kind.PLAN_MERGE;
import static dev.earshot.firestore.DocumentOperations.Kind.TOP_UP_CREATE;
import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class FirestoreAccountsTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final Instant NOW = Stores.NOW;
  private static final Instant DECEMBERS_FIRST = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant JANUARYS_FIRST = Instant.parse("2027-01-01T00:00:00Z");
  private static final MonthlyGrant HOUR = MonthlyGrant.of(Duration.ofHours(1));
  private static final long HOUR_MS = 3_600_000;

  private final AccountId account = new AccountId("zoë-" + UUID.randomUUID());
  private final Counted operations = new Counted();
  private final FirestoreStore store = open(NOW);
  private final Documents documents = new Documents(Stores.settings(FirestoreAccountsTest.class));

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void admit_key_isStoredAsItsHashOnly() throws Exception {
    store.accounts().admit(account, "open sesame").block();
    operations.take();
    store.accounts().holderOf("open sesame").block();
    assertThat(operations.take()).isEqualTo(Map.of(KEY_READ, 1));

    // printf 'open sesame' | sha256sum
    var sha256 = "41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb";
    var key = documents.get(firestore -> Names.key(firestore, sha256));
    assertThat(key.getData()).containsOnlyKeys("account", "at")
        .containsEntry("account", account.value());
    documents.delete(firestore -> Names.key(firestore, sha256));
  }

  @Test
  void admit_again_createsAndComparesOnly() {
    var key = "key-" + UUID.randomUUID();
    store.accounts().admit(account, key).block();
    assertThat(operations.take()).isEqualTo(Map.of(KEY_CREATE, 1));

    store.accounts().admit(account, key).block();
    assertThat(operations.take()).isEqualTo(Map.of(KEY_CREATE, 1, KEY_READ, 1));
  }

  @Test
  void subscribe_monthIsThere_isOneBatch() {
    fetch(NOW);
    operations.take();
    store.accounts().grant(account, HOUR).block();

    assertThat(operations.take()).isEqualTo(Map.of(PLAN_MERGE, 1, MONTH_UPDATE, 1));
  }

  @Test
  void subscribe_fieldsOfTheSeed_stay() throws Exception {
    documents.set(Documents.user(account),
        Map.of("name", "Zoë", "subscription", Map.of("plan", "unlimited", "status", "inactive",
            "current_period_end", 5, "stripe_subscription_id", "sub_1")));
    var ends = Instant.parse("2027-03-01T00:00:00Z");
    store.accounts().subscribe(account, new Subscription("plus", HOUR, ends)).block();

    assertThat(documents.get(Documents.user(account)).getData()).isEqualTo(Map.of("name", "Zoë",
        "subscription", Map.of("plan", "plus", "status", "active", "current_period_end",
            ends.getEpochSecond(), "grant_ms", HOUR_MS, "stripe_subscription_id", "sub_1")));
    store.accounts()
        .subscribe(account,
            new Subscription("plus", MonthlyGrant.unlimited(), null))
        .block();

    assertThat(documents.get(Documents.user(account)).get("subscription")).isEqualTo(Map.of("plan",
        "plus", "status", "active", "unlimited", true, "stripe_subscription_id", "sub_1"));
  }

  @Test
  void subscribe_backAndForth_leavesNothingOfTheOtherGrant() throws Exception {
    store.accounts().grant(account, HOUR).block();
    store.accounts().grant(account, MonthlyGrant.unlimited()).block();
    assertThat(month(NOVEMBER)).doesNotContainKey("grant_ms").containsEntry("unlimited", true);
    store.accounts().grant(account, HOUR).block();
    assertThat(month(NOVEMBER)).doesNotContainKey("unlimited").containsEntry("grant_ms", HOUR_MS);
  }

  @Test
  void subscribe_periodEndsNextMonth_countsUntilThenInEach() {
    var ends = Instant.parse("2026-12-05T00:00:00Z");
    store.accounts().subscribe(account, new Subscription("plus", HOUR, ends)).block();

    var plus = new Prepaid(HOUR_MS, 0);
    assertThat(fetch(NOW)).isEqualTo(new Balance(plus, DECEMBERS_FIRST, "plus"));
    assertThat(fetch(DECEMBERS_FIRST)).isEqualTo(new Balance(plus, ends, "plus"));
    assertThat(fetch(ends)).isEqualTo(new Balance(new Prepaid(0, 0), JANUARYS_FIRST));
    assertThat(fetch(JANUARYS_FIRST).plan()).isEqualTo(Plans.BASIC);
  }

  @Test
  void subscribe_periodEndsWithTheMonth_isWholeAndThenOver() {
    store.accounts().subscribe(account, new Subscription("plus", HOUR, DECEMBERS_FIRST)).block();

    assertThat(fetch(NOW)).isEqualTo(new Balance(new Prepaid(HOUR_MS, 0), DECEMBERS_FIRST, "plus"));
    assertThat(fetch(DECEMBERS_FIRST))
        .isEqualTo(new Balance(new Prepaid(0, 0), JANUARYS_FIRST));
  }

  @Test
  void subscribe_monthsLastHour_reachesTheNextMonthThatSomebodyMadeAlready() {
    fetch(DECEMBERS_FIRST); // by an instance whose clock is ahead
    try (var late = open(Instant.parse("2026-11-30T23:30:00Z"))) {
      late.accounts().grant(account, MonthlyGrant.unlimited()).block();
    }

    assertThat(fetch(DECEMBERS_FIRST).allowance()).isEqualTo(new Unlimited());
    assertThat(fetch(NOW).allowance()).isEqualTo(new Unlimited());
  }

  @Test
  void topUp_manyTimesAtOnce_countsOnce() {
    fetch(NOW);
    operations.take();
    var more = new TopUp("gift-1", NOVEMBER, 5_000);
    Flux.range(0, 16)
        .flatMap(_ -> store.accounts().topUp(account, more).subscribeOn(Schedulers.parallel()))
        .then()
        .block();

    assertThat(fetch(NOW).allowance()).isEqualTo(new Prepaid(5_000, 0));
    assertThat(operations.take()).containsEntry(TOP_UP_CREATE, 16);
  }

  @Test
  void topUp_monthToCome_isThereWhenItBegins() throws Exception {
    store.accounts().topUp(account, new TopUp("gift-1", DECEMBER, 5_000)).block();
    assertThat(documents.get(Documents.month(account, DECEMBER)).exists()).isFalse();

    assertThat(fetch(NOW).allowance()).isEqualTo(new Prepaid(0, 0));
    assertThat(fetch(DECEMBERS_FIRST).allowance()).isEqualTo(new Prepaid(5_000, 0));
  }

  @Test
  void topUp_monthDeletedMeanwhile_isKept() throws Exception {
    store.accounts().topUp(account, new TopUp("gift-1", NOVEMBER, 5_000)).block();
    documents.delete(Documents.month(account, NOVEMBER));
    store.accounts().topUp(account, new TopUp("gift-2", NOVEMBER, 1)).block();
    assertThat(fetch(NOW).allowance()).isEqualTo(new Prepaid(5_001, 0));
    documents.delete(Documents.month(account, NOVEMBER));

    store.accounts().topUp(account, new TopUp("gift-1", NOVEMBER, 5_000)).block();
    assertThat(fetch(NOW).allowance()).isEqualTo(new Prepaid(5_001, 0));
  }

  @Test
  void topUp_paidPeriodIsOver_addsToTheBasicPlan() {
    var ends = Instant.parse("2026-11-25T12:00:00Z");
    store.accounts().subscribe(account, new Subscription("plus", HOUR, ends)).block();
    store.accounts().topUp(account, new TopUp("gift-1", NOVEMBER, 5_000)).block();

    assertThat(fetch(NOW).allowance()).isEqualTo(new Prepaid(HOUR_MS + 5_000, 0));
    assertThat(fetch(ends)).isEqualTo(new Balance(new Prepaid(5_000, 0), DECEMBERS_FIRST));
  }

  @Test
  void subscribe_besideTopUpsAndFetches_losesNothing() {
    var gifts = Flux.range(0, 10)
        .flatMap(n -> store.accounts()
            .topUp(account, new TopUp("gift-" + n, NOVEMBER, 1 << n))
            .subscribeOn(Schedulers.parallel()));
    var plans = Flux.range(0, 5)
        .flatMap(_ -> store.accounts().grant(account, HOUR).subscribeOn(Schedulers.parallel()));
    var fetches = Flux.range(0, 10)
        .flatMap(_ -> store.allowances().fetch(account, NOW).subscribeOn(Schedulers.parallel()));
    Flux.merge(gifts, plans, fetches).then().block();

    assertThat(fetch(NOW).allowance()).isEqualTo(new Prepaid(HOUR_MS + 1_023, 0));
  }

  private Map<String, Object> month(YearMonth month) throws Exception {
    return Objects.requireNonNull(documents.get(Documents.month(account, month)).getData());
  }

  private Balance fetch(Instant now) {
    return answerOf(store.allowances().fetch(account, now));
  }

  private FirestoreStore open(Instant now) {
    return Stores.open(FirestoreAccountsTest.class, Plans.none(), now, operations);
  }
}
