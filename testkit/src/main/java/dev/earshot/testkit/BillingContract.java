package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.billing.BillingEvent;
import dev.earshot.core.billing.EventInbox.Entry;
import dev.earshot.core.billing.EventInbox.Stage;
import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.PaidSubscription;
import dev.earshot.core.billing.Payer;
import dev.earshot.core.billing.Payers.Page;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every inbox and every book of payers must do: keep what came, and know the latest of it in
/// whichever order it came.
public interface BillingContract {
  Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /// The same store each time within a test.
  BillingBooks billing();

  @Test
  default void receive_newEvent_isReceivedAndNobodysYet() {
    var event = event();

    assertThat(answerOf(billing().inbox().receive(event)))
        .isEqualTo(new Entry(event, Stage.RECEIVED, null));
  }

  @Test
  default void receive_again_tellsHowFarItGot() {
    var event = event();
    var account = Fresh.account();
    answerOf(billing().inbox().receive(event));
    done(billing().inbox().advance(event.id(), Stage.APPLIED, account));

    var again = new BillingEvent(event.id(), "another.type", NOON.plusSeconds(9));

    assertThat(answerOf(billing().inbox().receive(again)))
        .isEqualTo(new Entry(event, Stage.APPLIED, account));
  }

  @Test
  default void receive_notSubscribed_keepsNothing() {
    var event = event();
    var write = billing().inbox().receive(event);
    done(billing().inbox().advance(event.id(), Stage.SIGNALLED, null));

    assertThat(answerOf(write).stage()).isEqualTo(Stage.RECEIVED);
  }

  @Test
  default void advance_backwards_changesNothing() {
    var event = event();
    var account = Fresh.account();
    answerOf(billing().inbox().receive(event));
    done(billing().inbox().advance(event.id(), Stage.SIGNALLED, account));
    done(billing().inbox().advance(event.id(), Stage.APPLIED, null));

    assertThat(answerOf(billing().inbox().receive(event)))
        .isEqualTo(new Entry(event, Stage.SIGNALLED, account));
  }

  @Test
  default void advance_unknownEvent_keepsNothing() {
    var event = event();
    done(billing().inbox().advance(event.id(), Stage.SIGNALLED, Fresh.account()));

    assertThat(answerOf(billing().inbox().receive(event)).stage()).isEqualTo(Stage.RECEIVED);
  }

  @Test
  default void link_inAnyOrder_endsAtTheLatest() {
    var customer = fresh("cus");
    var account = Fresh.account();
    var other = Fresh.account();
    assertThat(maybe(billing().payers().payer(customer))).isNull();
    var late = at(2, 0, "b");

    answerOf(billing().payers().link(customer, account, late));
    answerOf(billing().payers().link(customer, other, at(1, 9, "z")));
    answerOf(billing().payers().link(customer, other, at(2, 0, "a")));

    assertThat(answerOf(billing().payers().payer(customer)))
        .isEqualTo(Payer.first(customer, account, late));
  }

  @Test
  default void link_toAnother_remembersWhoseItWas() {
    var customer = fresh("cus");
    var account = Fresh.account();
    var other = Fresh.account();
    answerOf(billing().payers().link(customer, account, at(1, 0, "a")));

    var relinked = answerOf(billing().payers().link(customer, other, at(2, 0, "b")));
    var again = answerOf(billing().payers().link(customer, other, at(3, 0, "c")));

    assertThat(answerOf(billing().payers().payer(customer))).isEqualTo(again);
    assertThat(relinked).isEqualTo(new Payer(customer, other, account, "b", at(2, 0, "b")));
    assertThat(again).isEqualTo(new Payer(customer, other, account, "b", at(3, 0, "c")));
  }

  @Test
  default void learn_beforeAnybodyPays_isFoundWhenItIsKnownForWhom() {
    var account = Fresh.account();
    var one = paid(fresh("sub"), fresh("cus"), "plus", at(1, 0, "a"));
    done(billing().payers().learn(one));
    assertThat(of(account)).isEmpty();

    answerOf(billing().payers().link(one.customer(), account, at(1, 0, "a")));

    assertThat(of(account)).containsExactly(one);
  }

  @Test
  default void learn_ofTwoCustomersOfOneAccount_findsBoth() {
    var account = Fresh.account();
    var one = paid(fresh("sub"), fresh("cus"), "plus", at(1, 0, "a"));
    var two = paid(fresh("sub"), fresh("cus"), null, at(1, 0, "a"));
    for (var subscription : List.of(one, two)) {
      answerOf(billing().payers().link(subscription.customer(), account, at(1, 0, "a")));
      done(billing().payers().learn(subscription));
    }

    assertThat(of(account)).containsExactlyInAnyOrder(one, two);
    assertThat(of(Fresh.account())).isEmpty();
  }

  @Test
  default void learn_inAnyOrderFromManyThreads_keepsTheLatest() {
    var account = Fresh.account();
    var customer = fresh("cus");
    var subscription = fresh("sub");
    answerOf(billing().payers().link(customer, account, at(1, 0, "a")));
    var said = new ArrayList<>(IntStream.range(0, 24)
        .mapToObj(n -> paid(subscription, customer, "plan-" + n,
            at(n / 6, n / 2 % 3, "tie-" + n % 2)))
        .toList());
    var latest = said.getLast();
    Collections.shuffle(said, new Random(7));

    done(Flux.fromIterable(said)
        .concatWith(Flux.fromIterable(said))
        .flatMap(one -> billing().payers().learn(one).subscribeOn(Schedulers.boundedElastic()), 4)
        .then());

    assertThat(of(account)).containsExactly(latest);
  }

  @Test
  default void list_account_isItsCustomersPageByPage() {
    var account = Fresh.account();
    var payers = new ArrayList<Payer>();
    for (var n = 0; n < 5; n++) {
      payers.add(answerOf(billing().payers().link(fresh("cus"), account, at(n, 0, "a"))));
      answerOf(billing().payers().link(fresh("cus"), Fresh.account(), at(n, 0, "a")));
    }
    payers.sort(Comparator.comparing(Payer::customer));

    var first = answerOf(billing().payers().list(new Page(account, null, 3)));
    var last = answerOf(
        billing().payers().list(new Page(account, first.getLast().customer(), 3)));

    assertThat(first).containsExactlyElementsOf(payers.subList(0, 3));
    assertThat(last).containsExactlyElementsOf(payers.subList(3, 5));
    assertThat(answerOf(billing().payers()
        .list(new Page(account, last.getLast().customer(), 3)))).isEmpty();
  }

  @Test
  default void list_customerWhoPaysForAnotherNow_isOnlyTheOthers() {
    var customer = fresh("cus");
    var account = Fresh.account();
    var other = Fresh.account();
    answerOf(billing().payers().link(customer, account, at(1, 0, "a")));
    var moved = answerOf(billing().payers().link(customer, other, at(2, 0, "b")));

    assertThat(answerOf(billing().payers().list(new Page(other, null, 3)))).containsExactly(moved);
    assertThat(answerOf(billing().payers().list(new Page(account, null, 3)))).isEmpty();
  }

  /// Nobody who has subscribed, but for whom nobody knows, is among them.
  @Test
  default void list_everybody_hasThemAllOnceInOrder() {
    var one = answerOf(billing().payers().link(fresh("cus"), Fresh.account(), at(1, 0, "a")));
    var other = answerOf(billing().payers().link(fresh("cus"), Fresh.account(), at(1, 0, "a")));
    var nobodys = fresh("cus");
    done(billing().payers().learn(paid(fresh("sub"), nobodys, "plus", at(1, 0, "a"))));

    var all = everybody(2);

    assertThat(all).contains(one, other);
    assertThat(all.stream().map(Payer::customer)).isSorted()
        .doesNotHaveDuplicates()
        .doesNotContain(nobodys);
  }

  private List<Payer> everybody(int most) {
    var all = new ArrayList<Payer>();
    List<Payer> page;
    @Nullable
    String after = null;
    do {
      page = answerOf(billing().payers().list(new Page(null, after, most)));
      all.addAll(page);
      after = page.isEmpty() ? null : page.getLast().customer();
    } while (page.size() == most);
    return all;
  }

  private List<PaidSubscription> of(AccountId account) {
    return answerOf(billing().payers().of(account));
  }

  private static PaidSubscription paid(String id, String customer, @Nullable String plan,
      EventOrder order) {
    return new PaidSubscription(id, customer, NOON, plan,
        plan == null ? null : NOON.plusSeconds(60), order);
  }

  private static EventOrder at(int second, int rank, String tie) {
    return new EventOrder(NOON.plusSeconds(second), rank, tie);
  }

  private static BillingEvent event() {
    return new BillingEvent(fresh("evt"), "customer.subscription.updated", NOON);
  }

  private static String fresh(String kind) {
    return kind + "_" + UUID.randomUUID();
  }
}
