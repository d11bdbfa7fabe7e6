package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Tester;
import dev.earshot.core.app.Testers;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What every [Testers] must do.
public interface TestersContract {
  /// When testers begin.
  Instant THEN = Instant.parse("2026-11-22T10:00:00.123Z");

  /// The same store each time within a test.
  Testers testers();

  @Test
  default void find_tester_isAsItWasPut() {
    var one = Fresh.app();
    var other = Fresh.app();
    var tester = new Tester(Fresh.account(), Set.of(one, other), THEN);
    assertThat(maybe(testers().find(tester.account()))).isNull();

    done(testers().put(tester));
    assertThat(answerOf(testers().find(tester.account()))).isEqualTo(tester);
  }

  @Test
  default void put_testerAgain_takesThePlaceOfTheFirst() {
    var account = Fresh.account();
    done(testers().put(new Tester(account, Set.of(Fresh.app()), THEN)));
    var second = new Tester(account, Set.of(), THEN.plusSeconds(1));
    done(testers().put(second));

    assertThat(answerOf(testers().find(account))).isEqualTo(second);
  }

  @Test
  default void grant_twice_letsSeeTheAppOnce() {
    var account = Fresh.account();
    var app = Fresh.app();
    assertThat(answerOf(testers().grant(account, app))).isFalse();
    done(testers().put(new Tester(account, Set.of(), THEN)));

    assertThat(answerOf(testers().grant(account, app))).isTrue();
    assertThat(answerOf(testers().grant(account, app))).isTrue();
    assertThat(answerOf(testers().find(account)))
        .isEqualTo(new Tester(account, Set.of(app), THEN));
  }

  @Test
  default void grant_testerHasAsManyAsMayBe_isRefused() {
    var account = Fresh.account();
    var all = new TreeSet<AppId>();
    while (all.size() < Tester.MOST_APPS) {
      all.add(Fresh.app());
    }
    done(testers().put(new Tester(account, all, THEN)));

    assertThat(answerOf(testers().grant(account, all.first()))).isTrue();
    assertThatThrownBy(() -> maybe(testers().grant(account, Fresh.app())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(answerOf(testers().find(account)).apps()).isEqualTo(all);
  }

  @Test
  default void revoke_twice_leavesTheOthers() {
    var account = Fresh.account();
    var gone = Fresh.app();
    var stays = Fresh.app();
    assertThat(answerOf(testers().revoke(account, gone))).isFalse();
    done(testers().put(new Tester(account, Set.of(gone, stays), THEN)));

    assertThat(answerOf(testers().revoke(account, gone))).isTrue();
    assertThat(answerOf(testers().revoke(account, gone))).isTrue();
    assertThat(answerOf(testers().find(account)).apps()).containsExactly(stays);
  }

  @Test
  default void remove_tester_isNoneAnyMore() {
    var account = Fresh.account();
    done(testers().put(new Tester(account, Set.of(Fresh.app()), THEN)));

    assertThat(answerOf(testers().remove(account))).isTrue();
    assertThat(maybe(testers().find(account))).isNull();
    assertThat(answerOf(testers().remove(account))).isFalse();
    assertThat(answerOf(testers().grant(account, Fresh.app()))).isFalse();
  }

  @Test
  default void of_app_areAllThatTestIt() {
    var one = Fresh.account();
    var other = Fresh.account();
    var app = Fresh.app();
    done(testers().put(new Tester(one, Set.of(app, Fresh.app()), THEN)));
    done(testers().put(new Tester(other, Set.of(), THEN)));
    assertThat(answerOf(testers().of(app))).containsExactly(one);

    answerOf(testers().grant(other, app));
    assertThat(answerOf(testers().of(app))).containsExactlyInAnyOrder(one, other);
    answerOf(testers().remove(one));
    answerOf(testers().revoke(other, app));
    assertThat(answerOf(testers().of(app))).isEmpty();
  }

  @Test
  default void changes_notSubscribed_changeNothing() {
    var account = Fresh.account();
    var app = Fresh.app();
    var put = testers().put(new Tester(account, Set.of(app), THEN));
    assertThat(maybe(testers().find(account))).isNull();
    done(put);

    var revoke = testers().revoke(account, app);
    var remove = testers().remove(account);
    assertThat(answerOf(testers().find(account)).apps()).containsExactly(app);
    answerOf(revoke);
    assertThat(answerOf(testers().find(account)).apps()).isEmpty();
    answerOf(remove);
    assertThat(maybe(testers().find(account))).isNull();
  }
}
