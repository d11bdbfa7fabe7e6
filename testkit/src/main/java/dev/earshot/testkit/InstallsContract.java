package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Installs;
import dev.earshot.core.app.Listing;
import dev.earshot.core.identity.AccountId;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every [Installs] must do; the apps are those of the [AppCatalogContract]'s catalogue.
public interface InstallsContract extends AppCatalogContract {
  /// The same store each time within a test.
  Installs installs();

  @Test
  default void enable_twice_isOneInstall() {
    var user = Fresh.account();
    var app = app();
    assertThat(answerOf(installs().enabledBy(user))).isEmpty();

    assertThat(answerOf(installs().enable(user, app))).isTrue();
    assertThat(answerOf(installs().enable(user, app))).isFalse();
    assertThat(answerOf(installs().enabledBy(user))).containsExactly(app);
    assertThat(counted(app)).isEqualTo(1);
  }

  @Test
  default void enable_byManyAtOnce_countsEach() {
    var app = app();
    var users = Flux.range(0, 6).map(_ -> Fresh.account()).collectList().block();
    Flux.fromIterable(users == null ? List.<AccountId>of() : users)
        .flatMap(user -> installs().enable(user, app).subscribeOn(Schedulers.parallel()))
        .blockLast();

    assertThat(counted(app)).isEqualTo(6);
  }

  @Test
  default void enable_sameUserAtOnce_countsOnce() {
    var user = Fresh.account();
    var app = app();
    var fresh = Flux.range(0, 4)
        .flatMap(_ -> installs().enable(user, app).subscribeOn(Schedulers.parallel()))
        .collectList()
        .block();

    assertThat(fresh).containsExactlyInAnyOrder(true, false, false, false);
    assertThat(counted(app)).isEqualTo(1);
  }

  @Test
  default void disable_twice_takesBackOneInstall() {
    var user = Fresh.account();
    var other = Fresh.account();
    var app = app();
    var stays = app();
    answerOf(installs().enable(user, app));
    answerOf(installs().enable(user, stays));
    answerOf(installs().enable(other, app));

    assertThat(answerOf(installs().disable(user, app))).isTrue();
    assertThat(answerOf(installs().disable(user, app))).isFalse();
    assertThat(answerOf(installs().enabledBy(user))).containsExactly(stays);
    assertThat(counted(app)).isEqualTo(1);
  }

  @Test
  default void enable_asManyAsMayBe_isRefusedThen() {
    var user = Fresh.account();
    var all = new TreeSet<AppId>();
    while (all.size() < Installs.MOST_ENABLED) {
      var app = app();
      all.add(app);
      answerOf(installs().enable(user, app));
    }

    var more = app();
    assertThatThrownBy(() -> maybe(installs().enable(user, more)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(answerOf(installs().enabledBy(user))).isEqualTo(all);
    assertThat(counted(more)).isZero();
  }

  @Test
  default void disable_appWasDeleted_isStillPossible() {
    var user = Fresh.account();
    var app = app();
    answerOf(installs().enable(user, app));
    answerOf(catalog().delete(app));

    assertThat(answerOf(installs().disable(user, app))).isTrue();
    assertThat(answerOf(installs().enabledBy(user))).isEmpty();
    assertThat(maybe(catalog().find(app))).isNull();
  }

  private AppId app() {
    var app = App.fresh(Fresh.app(), Fresh.account(), Listing.of("app"), false, THEN);
    answerOf(catalog().create(app));
    return app.id();
  }

  private long counted(AppId app) {
    return answerOf(catalog().find(app)).counts().installs();
  }
}
