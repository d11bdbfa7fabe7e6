package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppChange.Approve;
import dev.earshot.core.app.AppChange.Describe;
import dev.earshot.core.app.AppChange.Feature;
import dev.earshot.core.app.ExternalIntegration;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Visibility;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What every [AppCatalog] must do.
public interface AppCatalogContract {
  /// When apps are made.
  Instant THEN = Instant.parse("2026-11-22T10:00:00.123Z");
  /// A text of which nothing may be lost.
  String TEXT = "Zoë's \"Gedächtnis\" 🧠\n\twith 100 % of \\ and '; DROP TABLE apps --";

  /// The same store each time within a test.
  AppCatalog catalog();

  @Test
  default void find_appThatWasMade_isItWholly() {
    var listing = new Listing("Zoë's memory 🧠", "Zoë", TEXT, "productivity", "/zoe.png",
        List.of("memories", "external_integration"),
        new ExternalIntegration("https://zoe.example/hook?a=b", Trigger.TRANSCRIPT));
    var app = App.fresh(Fresh.app(), Fresh.account(), listing, true, THEN);
    assertThat(maybe(catalog().find(app.id()))).isNull();

    assertThat(answerOf(catalog().create(app))).isTrue();
    assertThat(answerOf(catalog().find(app.id()))).isEqualTo(app);
  }

  @Test
  default void create_idIsTaken_leavesTheFirst() {
    var app = made(Fresh.account(), false);
    var second = App.fresh(app.id(), Fresh.account(), Listing.of("mine now"), true, THEN);

    assertThat(answerOf(catalog().create(second))).isFalse();
    assertThat(answerOf(catalog().find(app.id()))).isEqualTo(app);
  }

  @Test
  default void create_notSubscribed_makesNothing() {
    var app = App.fresh(Fresh.app(), Fresh.account(), Listing.of("later"), false, THEN);
    var creation = catalog().create(app);
    assertThat(maybe(catalog().find(app.id()))).isNull();

    answerOf(creation);
    assertThat(maybe(catalog().find(app.id()))).isEqualTo(app);
  }

  @Test
  default void change_listing_isThatOfTheOwner() {
    var app = made(Fresh.account(), false);
    assertThat(maybe(catalog().change(Fresh.app(), new Approve(true)))).isNull();
    answerOf(catalog().change(app.id(), new Approve(true)));
    var said = new Listing("other", "", TEXT, "", "", List.of("chat"),
        new ExternalIntegration("http://zoe.example", Trigger.AUDIO));

    var changed = answerOf(catalog().change(app.id(), new Describe(said, false)));
    assertThat(changed).isEqualTo(app.after(new Approve(true)).after(new Describe(said, false)));
    assertThat(answerOf(catalog().find(app.id()))).isEqualTo(changed);
    answerOf(catalog().change(app.id(), new Describe(Listing.of("third"), false)));
    assertThat(answerOf(catalog().find(app.id())).listing()).isEqualTo(Listing.of("third"));
  }

  @Test
  default void change_privateBecomesPublic_hasToBeApprovedAnew() {
    var app = made(Fresh.account(), true);
    answerOf(catalog().change(app.id(), new Approve(true)));

    var changed = answerOf(catalog().change(app.id(), new Describe(app.listing(), false)));
    assertThat(changed.visibility()).isEqualTo(new Visibility(false, false, false));
    assertThat(answerOf(catalog().find(app.id()))).isEqualTo(changed);
  }

  @Test
  default void change_manyAtOnce_losesNone() {
    var app = made(Fresh.account(), false);
    var changes = List.of(new Approve(true), new Feature(true),
        new Describe(Listing.of("said"), false));
    Flux.fromIterable(changes)
        .flatMap(change -> catalog().change(app.id(), change).subscribeOn(Schedulers.parallel()))
        .blockLast();

    var after = answerOf(catalog().find(app.id()));
    assertThat(after.visibility()).isEqualTo(new Visibility(false, true, true));
    assertThat(after.listing()).isEqualTo(Listing.of("said"));
  }

  @Test
  default void approved_apps_areThosePublicOnesThatAnOperatorLetIn() {
    var owner = Fresh.account();
    var approved = made(owner, false);
    var isPrivate = made(owner, true);
    var waiting = made(owner, false);
    answerOf(catalog().change(approved.id(), new Approve(true)));
    answerOf(catalog().change(isPrivate.id(), new Approve(true)));

    assertThat(mine(catalog().approved(), owner))
        .containsExactly(approved.after(new Approve(true)));
    answerOf(catalog().change(waiting.id(), new Approve(true)));
    answerOf(catalog().change(approved.id(), new Approve(false)));
    assertThat(mine(catalog().approved(), owner))
        .containsExactly(waiting.after(new Approve(true)));
  }

  @Test
  default void popular_apps_areApprovedOnesThatAnOperatorChose() {
    var owner = Fresh.account();
    var chosen = made(owner, false);
    var waiting = made(owner, false);
    var isPrivate = made(owner, true);
    for (var app : List.of(chosen, waiting, isPrivate)) {
      answerOf(catalog().change(app.id(), new Feature(true)));
    }
    answerOf(catalog().change(chosen.id(), new Approve(true)));
    answerOf(catalog().change(isPrivate.id(), new Approve(true)));

    assertThat(mine(catalog().popular(), owner)).extracting(App::id).containsExactly(chosen.id());
    answerOf(catalog().change(chosen.id(), new Approve(false)));
    answerOf(catalog().change(chosen.id(), new Approve(true)));
    assertThat(mine(catalog().popular(), owner)).isEmpty();
  }

  @Test
  default void ownedBy_account_areAllOfItsAppsByTheirIds() {
    var owner = Fresh.account();
    var apps = Flux.range(0, 5).map(n -> made(owner, n % 2 == 0)).collectList().block();
    made(Fresh.account(), false);

    assertThat(answerOf(catalog().ownedBy(owner))).hasSize(5)
        .containsExactlyInAnyOrderElementsOf(answerOf(Mono.justOrEmpty(apps)))
        .isSortedAccordingTo((one, other) -> one.id().compareTo(other.id()));
  }

  @Test
  default void findAll_ids_areThoseThatAreThere() {
    var one = made(Fresh.account(), true);
    var other = made(Fresh.account(), false);
    var gone = made(Fresh.account(), false);
    answerOf(catalog().delete(gone.id()));

    assertThat(answerOf(
        catalog().findAll(List.of(one.id(), other.id(), gone.id(), Fresh.app()))))
        .containsExactlyInAnyOrder(one, other);
    assertThat(answerOf(catalog().findAll(List.of()))).isEmpty();
  }

  @Test
  default void delete_app_isGoneForAllAndForEver() {
    var owner = Fresh.account();
    var app = made(owner, false);
    answerOf(catalog().change(app.id(), new Approve(true)));
    answerOf(catalog().change(app.id(), new Feature(true)));

    assertThat(answerOf(catalog().delete(app.id())).id()).isEqualTo(app.id());
    assertThat(maybe(catalog().find(app.id()))).isNull();
    assertThat(mine(catalog().approved(), owner)).isEmpty();
    assertThat(mine(catalog().popular(), owner)).isEmpty();
    assertThat(answerOf(catalog().ownedBy(owner))).isEmpty();
    assertThat(maybe(catalog().delete(app.id()))).isNull();
    assertThat(maybe(catalog().change(app.id(), new Approve(true)))).isNull();
    assertThat(answerOf(catalog().create(app))).isFalse();
    assertThat(maybe(catalog().find(app.id()))).isNull();
  }

  private App made(AccountId owner, boolean isPrivate) {
    var app = App.fresh(Fresh.app(), owner, Listing.of("app"), isPrivate, THEN);
    assertThat(answerOf(catalog().create(app))).isTrue();
    return app;
  }

  private static List<App> mine(Mono<List<App>> list, AccountId owner) {
    return answerOf(list).stream().filter(app -> app.isOwnedBy(owner)).toList();
  }
}
