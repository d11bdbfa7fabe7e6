package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppChange.Approve;
import dev.earshot.core.app.AppChange.Describe;
import dev.earshot.core.app.AppChange.Feature;
import dev.earshot.core.app.AppDesk;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.ShownApp;
import dev.earshot.core.app.Tester;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What users see of apps on two instances, and what the store is asked for it.
class AppShelfTest {
  private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");

  private final AccountId zoe = new AccountId("zoe");
  private final AccountId ann = new AccountId("ann");
  private final Shelves shelves = new Shelves();
  private final AppShelf here = shelves.open().shelf();
  private final AppShelf there = shelves.open().shelf();
  private final AppDesk desk = here.desk();

  /// Seed tests 6 and 7.
  @Test
  void isTester_trueAndFalse_areKept() {
    done(desk.addTester(new Tester(zoe, Set.of(), THEN)));
    shelves.take();
    for (var round = 0; round < 3; round++) {
      assertThat(answerOf(here.isTester(zoe))).isTrue();
      assertThat(answerOf(here.isTester(ann))).isFalse();
    }

    assertThat(shelves.take()).isEqualTo(Map.of("find", 2));
  }

  /// Seed tests 8 and 9.
  @Test
  void slice_againWithinItsTime_asksNobodyEvenWhereItIsEmpty() {
    var mine = made("mine", zoe, true);
    shelves.take();
    for (var round = 0; round < 3; round++) {
      assertThat(answerOf(here.slice(zoe)).privates()).containsExactly(mine);
      assertThat(answerOf(here.slice(ann)).all()).isEmpty();
      assertThat(ids(here, ann)).isEmpty();
    }
    assertThat(shelves.take()).isEqualTo(
        Map.of("find", 2, "ownedBy", 2, "approved", 1, "enabledBy", 1));

    shelves.pass(Duration.ofSeconds(30));
    answerOf(here.slice(zoe));
    assertThat(shelves.take()).isEqualTo(Map.of("find", 1, "ownedBy", 1));
  }

  /// Seed test 10: the flag and the slices of both kinds, on all instances.
  @Test
  void testers_change_clearsFlagAndBothSlicesEverywhere() {
    var app = made("app", zoe, true).id();
    assertThat(answerOf(there.slice(ann)).all()).isEmpty();

    done(desk.addTester(new Tester(ann, Set.of(app), THEN)));
    assertThat(answerOf(there.isTester(ann))).isTrue();
    assertThat(ids(there, ann)).containsExactly(app);
    answerOf(desk.revoke(ann, app));
    assertThat(ids(there, ann)).isEmpty();
    answerOf(desk.grant(ann, app));
    assertThat(ids(there, ann)).containsExactly(app);
    answerOf(desk.removeTester(ann));
    assertThat(answerOf(there.isTester(ann))).isFalse();
    assertThat(ids(there, ann)).isEmpty();
  }

  /// Seed test 11: what somebody does with a list leaves the copy as it is.
  @Test
  void lists_somebodyChangesThem_refuse() {
    made("mine", zoe, true);
    var slice = answerOf(here.slice(zoe));
    var list = answerOf(here.of(zoe, false));

    assertThatThrownBy(() -> slice.privates().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThat(answerOf(here.slice(zoe))).isSameAs(slice);
    assertThat(answerOf(here.of(zoe, false))).isEqualTo(list);
  }

  /// In the seed a tester that was removed went on for 30 s on other instances.
  @Test
  void find_testerWasRemovedInTheStoreOnly_isRefusedAtOnceWhileListsAreOld() {
    var app = made("app", zoe, true).id();
    done(desk.addTester(new Tester(ann, Set.of(app), THEN)));
    assertThat(maybe(there.find(app, ann))).isNotNull();
    assertThat(ids(there, ann)).containsExactly(app);

    done(shelves.store().testers().remove(ann).then()); // nobody is told
    assertThat(maybe(there.find(app, ann))).isNull();
    assertThat(ids(there, ann)).containsExactly(app);
    shelves.pass(Duration.ofSeconds(30));
    assertThat(ids(there, ann)).isEmpty();
  }

  @Test
  void find_privateApp_isForItsOwnerAndItsTesters() {
    var app = made("app", zoe, true).id();
    done(desk.addTester(new Tester(ann, Set.of(made("other", zoe, true).id()), THEN)));

    assertThat(maybe(there.find(app, zoe))).isNotNull();
    assertThat(maybe(there.find(app, ann))).isNull();
    answerOf(desk.grant(ann, app));
    assertThat(maybe(there.find(app, ann))).isNotNull();
    answerOf(desk.revoke(ann, app));
    assertThat(maybe(there.find(app, ann))).isNull();
    answerOf(desk.change(app, new Describe(Listing.of("app"), false)));
    assertThat(maybe(there.find(app, ann))).isNotNull();
    answerOf(desk.change(app, new Describe(Listing.of("app"), true)));
    assertThat(maybe(there.find(app, ann))).isNull();
  }

  /// In the seed neither making, changing nor deleting an app cleared its owner's slices.
  @Test
  void ownApps_change_isSeenEverywhereAtOnce() {
    assertThat(ids(there, zoe)).isEmpty();
    var app = made("app", zoe, false).id();
    assertThat(ids(there, zoe)).containsExactly(app);
    assertThat(maybe(there.find(app, zoe))).isNotNull();

    answerOf(desk.change(app, new Describe(Listing.of("renamed"), true)));
    assertThat(answerOf(there.of(zoe, false)).getFirst().app().listing().name())
        .isEqualTo("renamed");
    assertThat(answerOf(there.slice(zoe)).privates()).hasSize(1);
    answerOf(desk.delete(app));
    assertThat(ids(there, zoe)).isEmpty();
    assertThat(maybe(there.find(app, zoe))).isNull();
  }

  /// In the seed the list without a suffix, of which users' own lists are made, was not cleared.
  @Test
  void publicApps_change_isSeenInEveryListOfEveryInstance() {
    var app = made("app", zoe, false).id();
    for (var shelf : List.of(here, there)) {
      assertThat(everywhere(shelf)).isEqualTo(List.of(0, 0, 0, 0));
    }

    answerOf(desk.change(app, new Approve(true)));
    assertThat(everywhere(there)).isEqualTo(List.of(1, 1, 1, 0));
    answerOf(desk.change(app, new Feature(true)));
    assertThat(everywhere(there)).isEqualTo(List.of(1, 1, 1, 1));
    answerOf(desk.delete(app));
    assertThat(everywhere(there)).isEqualTo(List.of(0, 0, 0, 0));
    assertThat(everywhere(here)).isEqualTo(List.of(0, 0, 0, 0));
  }

  /// A public list is a thousand apps: what is not in it leaves it alone.
  @Test
  void privateApp_changes_leavesTheListsOfPublicAppsAlone() {
    var shown = made("shown", zoe, false).id();
    answerOf(desk.change(shown, new Approve(true)));
    var app = made("app", zoe, true).id();
    everywhere(there);
    shelves.take();
    answerOf(desk.change(app, new Describe(Listing.of("renamed"), true)));
    answerOf(desk.delete(app));
    everywhere(there);
    assertThat(shelves.take()).doesNotContainKeys("approved", "popular");

    answerOf(desk.change(shown, new Describe(Listing.of("hidden"), true)));
    assertThat(everywhere(there)).isEqualTo(List.of(0, 0, 0, 0));
  }

  @Test
  void testedApp_change_isSeenByItsTesters() {
    var app = made("app", zoe, true).id();
    done(desk.addTester(new Tester(ann, Set.of(app), THEN)));
    assertThat(ids(there, ann)).containsExactly(app);

    answerOf(desk.delete(app));
    assertThat(ids(there, ann)).isEmpty();
  }

  @Test
  void enabled_change_isSeenEverywhere() {
    var app = made("app", zoe, false).id();
    assertThat(answerOf(there.enabledBy(zoe))).isEmpty();
    answerOf(desk.enable(zoe, app));
    assertThat(answerOf(there.enabledBy(zoe))).extracting(App::id).containsExactly(app);
    assertThat(answerOf(there.find(app, zoe)).app().counts().installs()).isEqualTo(1);
    answerOf(desk.disable(zoe, app));

    assertThat(answerOf(there.enabledBy(zoe))).isEmpty();
    assertThat(answerOf(there.find(app, zoe)).app().counts().installs()).isZero();
  }

  /// Everybody's list is the same one: what a user has enabled is in that user's own.
  @Test
  void enabled_publicApp_isMarkedInTheUsersOwnListAlone() {
    for (var name : List.of("a", "b", "c")) {
      answerOf(desk.change(made(name, zoe, false).id(), new Approve(true)));
    }
    var own = made("ab", ann, true).id();
    var review = new Review(zoe, 45, "fine", THEN);
    answerOf(desk.review(new AppId("b"), review));
    for (var app : List.of(new AppId("b"), own)) {
      answerOf(desk.enable(ann, app));
    }

    assertThat(answerOf(there.of(ann, true))).extracting(it -> it.app().id().value(),
        ShownApp::enabled, ShownApp::reviews)
        .containsExactly(tuple("a", false, List.of()), tuple("b", true, List.of(review)),
            tuple("c", false, List.of()), tuple("ab", true, List.of()));
    assertThat(answerOf(there.of(zoe, true))).noneMatch(ShownApp::enabled);
    assertThat(answerOf(there.approved(true)).all()).noneMatch(ShownApp::enabled);
  }

  @Test
  void review_isToldWhereReviewsAreAskedFor() {
    var app = made("app", zoe, false).id();
    answerOf(desk.change(app, new Approve(true)));
    assertThat(reviews(true)).isEmpty();
    var review = new Review(ann, 45, "fine", THEN);
    answerOf(desk.review(app, review));

    assertThat(reviews(true)).containsExactly(review);
    assertThat(reviews(false)).isEmpty();
    assertThat(answerOf(there.find(app, zoe)).reviews()).containsExactly(review);
    assertThat(answerOf(there.of(zoe, true)).getFirst().reviews()).containsExactly(review);
  }

  @Test
  void approved_firstCopyIsTooOld_comesFromTheSecondLevelForTenMinutes() {
    answerOf(here.approved(false));
    shelves.take();
    for (var passed = 0; passed < 9 * 60; passed += 60) {
      shelves.pass(Duration.ofSeconds(60));
      answerOf(here.approved(false));
      answerOf(there.approved(false));
    }
    assertThat(shelves.take()).isEmpty();

    shelves.pass(Duration.ofSeconds(61));
    answerOf(there.approved(false));
    assertThat(shelves.take()).isEqualTo(Map.of("approved", 1));
  }

  private App made(String name, AccountId owner, boolean isPrivate) {
    var app = App.fresh(new AppId(name), owner, Listing.of(name), isPrivate, THEN);
    assertThat(answerOf(desk.create(app))).isTrue();
    return app;
  }

  /// Those of the only app that everybody sees.
  private List<Review> reviews(boolean withReviews) {
    return answerOf(there.approved(withReviews)).all().getFirst().reviews();
  }

  private static List<AppId> ids(AppShelf shelf, AccountId user) {
    return answerOf(shelf.of(user, false)).stream().map(ShownApp::app).map(App::id).toList();
  }

  /// How many apps each list has: with and without reviews, a user's own, the popular ones.
  private List<Integer> everywhere(AppShelf shelf) {
    return List.of(answerOf(shelf.approved(true)).apps().size(),
        answerOf(shelf.approved(false)).apps().size(),
        answerOf(shelf.of(ann, false)).size(), answerOf(shelf.popular()).apps().size());
  }
}
