package dev.earshot.firestore;

import static dev.earshot.firestore.DocumentOperations.Kind.HOURS_SUM;
import static dev.earshot.firestore.DocumentOperations.Kind.MONTH_CREATE;
import static dev.earshot.firestore.DocumentOperations.Kind.MONTH_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.PLAN_READ;
import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Settle;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceReadTest {
  private static final Instant NOW = Stores.NOW;
  private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final long BASIC_MS = Duration.ofHours(5).toMillis();

  private final AccountId account = new AccountId("zoë-" + UUID.randomUUID());
  private final Counted operations = new Counted();
  private final FirestoreStore store = Stores.open(AllowanceReadTest.class, plans(BASIC_MS), NOW,
      operations);
  private final Documents documents = new Documents(Stores.settings(AllowanceReadTest.class));

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void fetch_monthIsThere_isOneRead() {
    fetch(NOW);
    operations.take();

    for (var i = 0; i < 5; i++) {
      fetch(NOW);
    }

    assertThat(operations.take()).isEqualTo(Map.of(MONTH_READ, 5));
  }

  @Test
  void fetch_seeds720Hours_areSummedWithoutReadingThem() throws Exception {
    documents.seedHours(account, NOVEMBER, 720, 7);
    documents.seedHours(account, YearMonth.of(2026, 10), 5, 1_000);
    documents.seedHours(account, YearMonth.of(2025, 11), 5, 1_000);

    assertThat(fetch(NOW)).isEqualTo(new Balance(new Prepaid(BASIC_MS, 720 * 7_000), DECEMBER));
    assertThat(operations.take()).isEqualTo(
        Map.of(MONTH_READ, 1, HOURS_SUM, 2, PLAN_READ, 1, MONTH_CREATE, 1));
  }

  @Test
  void fetch_hoursOfSeedAndOurs_countEachMillisecondOnce() throws Exception {
    documents.seedHours(account, NOVEMBER, 720, 7);
    settle(0, 1_999);
    settle(1_999, 4_321);
    var before = fetch(NOW);
    documents.delete(Documents.month(account, NOVEMBER));

    assertThat(fetch(NOW)).isEqualTo(before)
        .isEqualTo(new Balance(new Prepaid(BASIC_MS, 720 * 7_000 + 4_321), DECEMBER));
    var hour = documents.get(Documents.hour(account, "2026-11-22T10:00Z"));
    assertThat(hour.get("transcription_seconds")).isEqualTo(7L + 4);
    assertThat(hour.get("transcription_ms")).isEqualTo(4_321L);
    assertThat(hour.get("words_transcribed")).isEqualTo(12L);
  }

  @Test
  void fetch_seedsPaidSubscription_hasItsPlansGrantUntilItEnds() throws Exception {
    var ends = Instant.parse("2026-11-25T12:00:00Z");
    seedSubscription("unlimited", "active", ends);

    assertThat(fetch(NOW)).isEqualTo(new Balance(new Unlimited(), ends, "unlimited"));
    assertThat(fetch(ends)).isEqualTo(new Balance(new Prepaid(BASIC_MS, 0), DECEMBER));
    assertThat(operations.take()).containsEntry(MONTH_READ, 2).containsEntry(PLAN_READ, 1);
  }

  @Test
  void fetch_seedsSubscriptionThatIsOver_isBasic() throws Exception {
    seedSubscription("unlimited", "active", Instant.parse("2026-10-25T12:00:00Z"));

    assertThat(fetch(NOW)).isEqualTo(new Balance(new Prepaid(BASIC_MS, 0), DECEMBER));
  }

  @Test
  void fetch_seedsSubscriptionThatIsInactive_isBasic() throws Exception {
    seedSubscription("unlimited", "inactive", Instant.parse("2027-10-25T12:00:00Z"));

    assertThat(fetch(NOW)).isEqualTo(new Balance(new Prepaid(BASIC_MS, 0), DECEMBER));
  }

  @Test
  void fetch_seedsFreePlan_isBasicWhateverItsPeriod() throws Exception {
    seedSubscription("free", "active", Instant.parse("2026-10-25T12:00:00Z"));

    assertThat(fetch(NOW)).isEqualTo(new Balance(new Prepaid(BASIC_MS, 0), DECEMBER));
  }

  @Test
  void fetch_catalogueHasChanged_countsForWhoHasNoGrantOfTheirOwn() {
    fetch(NOW);
    try (var later = Stores.open(AllowanceReadTest.class, plans(77), NOW, operations)) {
      assertThat(later.allowances().fetch(account, NOW).block())
          .isEqualTo(new Balance(new Prepaid(77, 0), DECEMBER));
    }
  }

  @Test
  void fetch_periodEndsWithinAMillisecond_isNeverShortened() {
    store.accounts()
        .subscribe(account, new Subscription("unlimited",
            MonthlyGrant.unlimited(), Instant.parse("2026-11-25T12:00:00.001Z")))
        .block();

    assertThat(fetch(NOW).nextChangeAt()).isEqualTo(Instant.parse("2026-11-25T12:00:01Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"used_ms", "grant_ms", "next_change_at"})
  void fetch_fieldIsMissing_saysWhich(String field) throws Exception {
    var fields = monthFields();
    fields.remove(field);

    assertBroken(fields, field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"used_ms", "grant_ms", "topped_up_ms"})
  void fetch_fieldIsNegative_saysWhichWithoutItsValue(String field) throws Exception {
    var fields = monthFields();
    fields.put(field, -815_162_342L);

    assertBroken(fields, field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"used_ms", "next_change_at", "plan"})
  void fetch_fieldOfAnotherKind_saysWhich(String field) throws Exception {
    var fields = monthFields();
    fields.put(field, List.of(815_162_342));

    assertBroken(fields, field);
  }

  @Test
  void fetch_subscriptionIsBroken_saysWhichAndMakesNoMonth() throws Exception {
    documents.set(Documents.user(account),
        Map.of("subscription", Map.of("plan", "basic", "grant_ms", -5)));

    assertThatThrownBy(() -> fetch(NOW)).isInstanceOf(StoreException.Broken.class)
        .hasMessageContaining("subscription.grant_ms");
    assertThat(documents.get(Documents.month(account, NOVEMBER)).exists()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "__x__", "a/b", "a%2Fb", "ключ/🔑"})
  void fetch_accountNamedLikeAPath_isItself(String name) {
    var odd = new AccountId(name);
    store.accounts().grant(odd, MonthlyGrant.of(Duration.ofMillis(name.hashCode() & 0xff))).block();

    assertThat(answerOf(store.allowances().fetch(odd, NOW)).allowance())
        .isEqualTo(new Prepaid(name.hashCode() & 0xff, 0));
  }

  private void assertBroken(Map<String, Object> fields, String field) throws Exception {
    documents.set(Documents.month(account, NOVEMBER), fields);

    assertThatThrownBy(() -> fetch(NOW)).isInstanceOf(StoreException.Broken.class)
        .hasMessageContaining(field + ":")
        .hasMessageContaining("usage_months/2026-11")
        .hasMessageNotContaining("815162342");
  }

  private static Map<String, Object> monthFields() {
    return new HashMap<>(Map.of("used_ms", 5L, "topped_up_ms", 0L, "grant_ms", 10L,
        "next_change_at", MonthDocument.stamp(DECEMBER), "updated_at", MonthDocument.stamp(NOW)));
  }

  private void seedSubscription(String plan, String status, Instant ends) throws Exception {
    documents.set(Documents.user(account),
        Map.of("name", "Zoë", "subscription", Map.of("plan", plan, "status", status,
            "current_period_end", ends.getEpochSecond(), "stripe_subscription_id", "sub_1")));
  }

  private Balance fetch(Instant now) {
    return answerOf(store.allowances().fetch(account, now));
  }

  private void settle(long fromMs, long toMs) {
    store.ledger()
        .settle(new Settle(new StreamId(new UUID(7, 7)), account, NOVEMBER, fromMs, toMs))
        .block();
  }

  private static Plans plans(long basicMs) {
    return new Plans(List.of(
        new Plan(Plans.BASIC, new MonthlyGrant.Limited(basicMs), Policy.USUAL),
        new Plan("unlimited", MonthlyGrant.unlimited(), Policy.USUAL)));
  }
}
