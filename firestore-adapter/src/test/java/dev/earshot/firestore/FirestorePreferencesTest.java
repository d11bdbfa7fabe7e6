package dev.earshot.firestore;

import static dev.earshot.firestore.DocumentOperations.Kind.MENTOR_MERGE;
import static dev.earshot.firestore.DocumentOperations.Kind.MENTOR_READ;
import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.firestore.StoreException.Broken;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the seed wrote, and what a look at it costs.
class FirestorePreferencesTest {
  private final AccountId account = new AccountId("zoë-" + UUID.randomUUID());
  private final Counted operations = new Counted();
  private final FirestoreStore store = Stores.open(FirestorePreferencesTest.class, Plans.none(),
      Stores.NOW, operations);
  private final Documents documents = new Documents(
      Stores.settings(FirestorePreferencesTest.class));

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void mentorFrequency_ofTheSeed_isReadWithOneRead() throws Exception {
    documents.set(Documents.user(account),
        Map.of("name", "Zoë", "mentor_notification_frequency", 4));

    assertThat(answerOf(store.preferences().mentorFrequency(account)))
        .isEqualTo(new MentorFrequency(4));
    assertThat(operations.take()).isEqualTo(Map.of(MENTOR_READ, 1));
  }

  @Test
  void read_oneField_bringsNoOther() throws Exception {
    documents.set(Documents.user(account),
        Map.of("name", "Zoë", "mentor_notification_frequency", 4));

    try (var calls = new Calls(Stores.settings(FirestorePreferencesTest.class), operations)) {
      var found = answerOf(calls.read(MENTOR_READ, firestore -> Names.user(firestore, account),
          Names.MENTOR_FREQUENCY));
      assertThat(found.getData()).isEqualTo(Map.of("mentor_notification_frequency", 4L));
    }
  }

  @Test
  void setMentorFrequency_userOfTheSeed_keepsItsOtherFields() throws Exception {
    documents.set(Documents.user(account), Map.of("name", "Zoë"));
    store.preferences().setMentorFrequency(account, new MentorFrequency(2)).block();

    assertThat(operations.take()).isEqualTo(Map.of(MENTOR_MERGE, 1));
    assertThat(documents.get(Documents.user(account)).getData())
        .isEqualTo(Map.of("name", "Zoë", "mentor_notification_frequency", 2L));
  }

  @Test
  void mentorFrequency_outOfRange_saysSo() throws Exception {
    documents.set(Documents.user(account), Map.of("mentor_notification_frequency", 6));

    assertThatThrownBy(() -> store.preferences().mentorFrequency(account).block())
        .isInstanceOf(Broken.class)
        .hasMessageContaining("mentor_notification_frequency: missing or wrong");
  }
}
