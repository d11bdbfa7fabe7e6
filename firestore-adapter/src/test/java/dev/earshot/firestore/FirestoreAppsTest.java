package dev.earshot.firestore;

import static dev.earshot.firestore.DocumentOperations.Kind.APP_CREATE;
import static dev.earshot.firestore.DocumentOperations.Kind.APP_LIST;
import static dev.earshot.firestore.DocumentOperations.Kind.APP_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.APP_UPDATE;
import static dev.earshot.firestore.DocumentOperations.Kind.ENABLED_MERGE;
import static dev.earshot.firestore.DocumentOperations.Kind.ENABLED_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.REVIEW_LIST;
import static dev.earshot.firestore.DocumentOperations.Kind.REVIEW_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.REVIEW_WRITE;
import static dev.earshot.firestore.DocumentOperations.Kind.TESTER_READ;
import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Plans;
import dev.earshot.core.app.App;
import dev.earshot.core.app.AppChange.Approve;
import dev.earshot.core.app.AppChange.Describe;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Counts;
import dev.earshot.core.app.ExternalIntegration;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Tester;
import dev.earshot.core.app.Visibility;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Documents as the seed writes them, and what each question costs.
class FirestoreAppsTest {
  private final AccountId account = new AccountId("zoë-" + UUID.randomUUID());
  private final AppId id = new AppId("app-" + UUID.randomUUID());
  private final Counted operations = new Counted();
  private final FirestoreStore store = Stores.open(FirestoreAppsTest.class, Plans.none(),
      Stores.NOW, operations);
  private final Documents documents = new Documents(Stores.settings(FirestoreAppsTest.class));

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void find_appOfTheSeed_isUnderstood() throws Exception {
    seeded(Map.of("id", id.value(), "uid", account.value(), "name", "Memory", "description",
        "It remembers", "capabilities", List.of("memories", "external_integration"), "private",
        true, "deleted", false, "created_at", "2026-03-01T10:00:00.5+00:00",
        "external_integration", Map.of("webhook_url", "https://zoe.example/hook", "triggers_on",
            "transcript_processed", "auth_steps", List.of())));

    assertThat(answerOf(store.apps().find(id))).isEqualTo(new App(id, account,
        new Listing("Memory", "", "It remembers", "", "",
            List.of("external_integration", "memories"),
            new ExternalIntegration("https://zoe.example/hook", Trigger.TRANSCRIPT)),
        new Visibility(true, false, false), Counts.NONE,
        Instant.parse("2026-03-01T10:00:00.5Z")));
    assertThat(operations.take()).isEqualTo(Map.of(APP_READ, 1));
  }

  @Test
  void find_appThatIsTooLongOrOddlyMade_isCutToWhatMayBe() throws Exception {
    seeded(Map.of("name", "N".repeat(500), "description", "d\u0000".repeat(5_000), "capabilities",
        Arrays.asList("Chat!", 7, "chat"), "deleted", false, "approved", "yes", "installs", -4,
        "rating_count", 2, "rating_tenths", 1_000, "created_at", 12, "external_integration",
        Map.of("webhook_url", "javascript:alert(1)", "triggers_on", "audio_bytes")));

    var app = answerOf(store.apps().find(id));
    assertThat(app.owner()).isNull();
    assertThat(app.listing()).isEqualTo(new Listing("N".repeat(80), "", "d".repeat(4_000), "", "",
        List.of("chat"), null));
    assertThat(app.visibility()).isEqualTo(new Visibility(false, false, false));
    assertThat(app.counts()).isEqualTo(new Counts(0, 2, 100));
    assertThat(app.createdAt()).isEqualTo(Instant.EPOCH);
  }

  /// The seed takes a document without the field for a deleted one.
  @Test
  void find_deletedIsNotSaid_isNone() throws Exception {
    seeded(Map.of("name", "Memory"));
    assertThat(store.apps().find(id).block()).isNull();
    seeded(Map.of("name", "Memory", "deleted", false));
    assertThat(store.apps().find(id).block()).isNotNull();
  }

  @Test
  void change_appOfTheSeed_keepsItsOtherFields() throws Exception {
    seeded(Map.of("uid", account.value(), "name", "Memory", "private", false, "deleted", false,
        "memory_prompt", "remember", "external_integration", Map.of("webhook_url",
            "https://zoe.example", "triggers_on", "audio_bytes")));
    answerOf(store.apps().change(id, new Describe(Listing.of("Other"), false)));
    answerOf(store.apps().change(id, new Approve(true)));

    assertThat(documents.get(firestore -> Names.app(firestore, id)).getData())
        .containsEntry("memory_prompt", "remember")
        .containsEntry("name", "Other")
        .containsEntry("approved", true)
        .containsEntry("status", "approved")
        .doesNotContainKey("external_integration");
    assertThat(operations.take()).isEqualTo(Map.of(APP_READ, 2, APP_UPDATE, 2));
  }

  @Test
  void questions_eachKind_costWhatTheySay() throws Exception {
    var app = App.fresh(id, account, Listing.of("Memory"), false, Stores.NOW);
    answerOf(store.apps().create(app));
    assertThat(operations.take()).isEqualTo(Map.of(APP_CREATE, 1));
    answerOf(store.apps().ownedBy(account));
    assertThat(operations.take()).isEqualTo(Map.of(APP_LIST, 1));
    answerOf(store.apps().findAll(List.of(id, new AppId("none"))));
    assertThat(operations.take()).isEqualTo(Map.of(APP_READ, 2));
    answerOf(store.installs().enable(account, id));
    assertThat(operations.take())
        .isEqualTo(Map.of(ENABLED_READ, 1, ENABLED_MERGE, 1, APP_UPDATE, 1));
    answerOf(store.reviews().of(List.of(app)));
    assertThat(operations.take()).isEmpty();
    answerOf(store.reviews().put(id, new Review(account, 45, "", Stores.NOW)));
    assertThat(operations.take())
        .isEqualTo(Map.of(APP_READ, 1, REVIEW_READ, 1, REVIEW_WRITE, 1, APP_UPDATE, 1));
    answerOf(store.reviews().of(List.of(answerOf(store.apps().find(id)))));
    assertThat(operations.take()).isEqualTo(Map.of(APP_READ, 1, REVIEW_LIST, 1));

    var review = documents.get(firestore -> Names.review(firestore, id, account));
    assertThat(review.getData()).isEqualTo(Map.of("app_id", id.value(), "uid", account.value(),
        "score", 4.5, "review", "", "rated_at", "2026-11-22T10:00:00.000+00:00"));
  }

  @Test
  void testers_documents_areThoseOfTheSeed() throws Exception {
    store.testers().put(new Tester(account, Set.of(id), Stores.NOW)).block();
    assertThat(documents.get(firestore -> Names.tester(firestore, account)).getData())
        .isEqualTo(Map.of("uid", account.value(), "apps", List.of(id.value()), "added_at",
            MonthDocument.stamp(Stores.NOW)));

    documents.set(firestore -> Names.tester(firestore, account), Map.of("uid", account.value(),
        "apps", List.of("one", "two"), "added_at", "2026-03-01T10:00:00Z"));
    operations.take();
    assertThat(answerOf(store.testers().find(account))).isEqualTo(new Tester(account,
        Set.of(new AppId("one"), new AppId("two")), Instant.parse("2026-03-01T10:00:00Z")));
    assertThat(operations.take()).isEqualTo(Map.of(TESTER_READ, 1));
  }

  private void seeded(Map<String, Object> fields) throws Exception {
    documents.set(firestore -> Names.app(firestore, id), fields);
  }
}
