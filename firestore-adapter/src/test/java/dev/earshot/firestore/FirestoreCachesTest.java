package dev.earshot.firestore;

import static dev.earshot.firestore.DocumentOperations.Kind.APP_LIST;
import static dev.earshot.firestore.DocumentOperations.Kind.APP_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.MENTOR_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.TESTER_READ;
import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.Plans;
import dev.earshot.core.app.App;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Tester;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What copies spare Firestore, in documents read: the seed's tests 1 to 11, on documents.
class FirestoreCachesTest {
  private static final Duration HALF = Duration.ofSeconds(20);
  private static final Duration LIFE = Duration.ofSeconds(30);

  private final AccountId zoe = new AccountId("zoe-" + UUID.randomUUID());
  private final AccountId ann = new AccountId("ann-" + UUID.randomUUID());
  private final Counted read = new Counted();
  private final FirestoreStore store = Stores.open(FirestoreCachesTest.class, Plans.none(),
      Stores.NOW, read);
  private final Copies copies = new Copies(store);
  private final Preferences preferences = copies.preferences();
  private final AppShelf shelf = copies.shelf();

  @AfterEach
  void close() {
    copies.close();
    store.close();
  }

  @Test
  void mentorFrequency_againWithinItsTime_readsNothing() {
    store.preferences().setMentorFrequency(zoe, new MentorFrequency(4)).block();
    read.take();
    assertThat(frequency()).isEqualTo(4);
    copies.pass(HALF);

    assertThat(frequency()).isEqualTo(4);
    assertThat(read.take()).isEqualTo(Map.of(MENTOR_READ, 1));
  }

  @Test
  void mentorFrequency_zero_isKept() {
    store.preferences().setMentorFrequency(zoe, MentorFrequency.NEVER).block();
    read.take();
    assertThat(frequency()).isZero();

    assertThat(frequency()).isZero();
    assertThat(read.take()).isEqualTo(Map.of(MENTOR_READ, 1));
  }

  @Test
  void mentorFrequency_itsTimeIsOver_isReadAgain() {
    assertThat(frequency()).isZero();
    store.preferences().setMentorFrequency(zoe, new MentorFrequency(4)).block();
    read.take();
    copies.pass(LIFE);

    assertThat(frequency()).isEqualTo(4);
    assertThat(read.take()).isEqualTo(Map.of(MENTOR_READ, 1));
  }

  @Test
  void mentorFrequency_wasSet_isReadAgain() {
    assertThat(frequency()).isZero();
    preferences.setMentorFrequency(zoe, new MentorFrequency(5)).block();
    read.take();

    assertThat(frequency()).isEqualTo(5);
    assertThat(read.take()).isEqualTo(Map.of(MENTOR_READ, 1));
  }

  @Test
  void mentorFrequency_userWithoutADocument_isZero() {
    assertThat(frequency()).isZero();
  }

  @Test
  void isTester_true_isKept() {
    test(ann);
    assertThat(answerOf(shelf.isTester(ann))).isTrue();

    assertThat(answerOf(shelf.isTester(ann))).isTrue();
    assertThat(read.take()).isEqualTo(Map.of(TESTER_READ, 1));
  }

  @Test
  void isTester_false_isKept() {
    assertThat(answerOf(shelf.isTester(ann))).isFalse();

    assertThat(answerOf(shelf.isTester(ann))).isFalse();
    assertThat(read.take()).isEqualTo(Map.of(TESTER_READ, 1));
  }

  @Test
  void slice_againWithinItsTime_readsNothing() {
    var app = make();
    assertThat(answerOf(shelf.slice(zoe)).privates()).extracting(App::id).containsExactly(app);
    copies.pass(HALF);

    assertThat(answerOf(shelf.slice(zoe)).privates()).extracting(App::id).containsExactly(app);
    assertThat(read.take()).isEqualTo(Map.of(TESTER_READ, 1, APP_LIST, 1));
  }

  @Test
  void slice_empty_isKept() {
    assertThat(answerOf(shelf.slice(ann)).all()).isEmpty();

    assertThat(answerOf(shelf.slice(ann)).all()).isEmpty();
    assertThat(read.take()).isEqualTo(Map.of(TESTER_READ, 1, APP_LIST, 1));
  }

  /// The slice of a user who tests and that of one who does not are kept apart: both go, each time.
  @Test
  void testers_change_dropsTheFlagAndBothSlices() {
    var app = make();
    assertThat(answerOf(shelf.slice(ann)).all()).isEmpty();
    test(ann, app);

    assertThat(answerOf(shelf.slice(ann)).testing()).extracting(App::id).containsExactly(app);
    assertThat(read.take()).isEqualTo(Map.of(TESTER_READ, 2, APP_LIST, 1, APP_READ, 1));
    answerOf(shelf.desk().removeTester(ann));
    read.take();
    assertThat(answerOf(shelf.slice(ann)).all()).isEmpty();
    assertThat(read.take()).isEqualTo(Map.of(TESTER_READ, 1, APP_LIST, 1));
    test(ann);
    assertThat(answerOf(shelf.slice(ann)).testing()).isEmpty();
    assertThat(read.take()).containsEntry(APP_LIST, 1);
  }

  @Test
  void slice_somebodyChangesIt_refusesAndStaysAsItWas() {
    make();
    var slice = answerOf(shelf.slice(zoe));

    assertThatThrownBy(() -> slice.privates().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(answerOf(shelf.slice(zoe)).privates()).hasSize(1);
  }

  private int frequency() {
    return answerOf(preferences.mentorFrequency(zoe)).value();
  }

  /// A private app of Zoe's; what it took is not counted.
  private AppId make() {
    var id = new AppId("app-" + UUID.randomUUID());
    assertThat(answerOf(shelf.desk()
        .create(App.fresh(id, zoe, Listing.of("mine"), true, Stores.NOW)))).isTrue();
    read.take();
    return id;
  }

  /// Makes somebody a tester; what it took is not counted.
  private void test(AccountId user, AppId... apps) {
    shelf.desk().addTester(new Tester(user, Set.of(apps), Stores.NOW)).block();
    read.take();
  }
}
