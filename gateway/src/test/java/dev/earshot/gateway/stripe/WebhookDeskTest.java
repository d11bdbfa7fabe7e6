package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.Shop.NOW;
import static dev.earshot.gateway.stripe.StripeDouble.checkout;
import static dev.earshot.gateway.stripe.StripeDouble.event;
import static dev.earshot.gateway.stripe.StripeDouble.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.billing.EventInbox.Stage;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of events that are taken at their word, one after the other.
class WebhookDeskTest {
  private static final Instant MONTH = NOW.plus(Duration.ofDays(30));
  private static final Sub SUB = new Sub("sub_1", "cus_1", "active", "price_plus",
      NOW.minusSeconds(60), MONTH, "ann");

  private final Shop shop = new Shop();

  /// Seed tests 27 and 31: no signal, then one that is raised behind the write.
  @Test
  void updated_activeWithAKnownPrice_givesItsPlanAndIsAnnounced() {
    assertThat(shop.signalOf("ann")).isEqualTo(Signal.absent());
    var body = updated("evt_1", 0, SUB);

    assertThat(shop.take(body)).isEqualTo(Outcome.SIGNALLED);

    assertThat(shop.planOf("ann")).isEqualTo("plus");
    assertThat(shop.signalOf("ann")).isInstanceOf(Signal.Raised.class);
    assertThat(shop.entry(body).stage()).isEqualTo(Stage.SIGNALLED);
    assertThat(shop.entry(body).account()).isEqualTo(new AccountId("ann"));
    assertThat(shop.waiting()).isEmpty();
  }

  @Test
  void updated_again_isANoOp() {
    shop.take(updated("evt_1", 0, SUB));
    var signal = shop.signalOf("ann");

    assertThat(shop.take(updated("evt_1", 0, SUB))).isEqualTo(Outcome.REPEATED);

    assertThat(shop.signalOf("ann")).isEqualTo(signal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"past_due", "canceled", "unpaid", "incomplete", "incomplete_expired",
      "paused", "a_status_to_come"})
  void updated_notPaid_isTheBasicPlan(String status) {
    shop.take(updated("evt_1", 0, SUB));
    var signal = shop.signalOf("ann");

    assertThat(shop.take(updated("evt_2", 1, SUB.is(status)))).isEqualTo(Outcome.SIGNALLED);

    assertThat(shop.planOf("ann")).isEqualTo("basic");
    assertThat(shop.signalOf("ann")).isNotEqualTo(signal);
  }

  @Test
  void updated_trialing_isPaidFor() {
    shop.take(updated("evt_1", 0, SUB.is("trialing").costs("price_pro")));

    assertThat(shop.planOf("ann")).isEqualTo("pro");
  }

  @Test
  void updated_periodIsOver_isTheBasicPlanWithoutAnEvent() {
    shop.take(updated("evt_1", 0, SUB));

    shop.at(MONTH);

    assertThat(shop.planOf("ann")).isEqualTo("basic");
  }

  @Test
  void updated_unknownPrice_changesNothingAndCanBeSentAgainWhenItIsKnown() {
    shop.give("ann", "pro");
    var body = updated("evt_1", 0, SUB.costs("price_other"));

    assertThat(shop.take(body)).isEqualTo(Outcome.UNKNOWN_PRICE);

    assertThat(shop.planOf("ann")).isEqualTo("pro");
    assertThat(shop.signalOf("ann")).isEqualTo(Signal.absent());
    assertThat(shop.entry(body).stage()).isEqualTo(Stage.RECEIVED);
  }

  @Test
  void updated_olderThanWhatIsKnown_changesNothing() {
    shop.take(updated("evt_2", 10, SUB.costs("price_pro")));

    shop.take(updated("evt_1", 5, SUB));

    assertThat(shop.planOf("ann")).isEqualTo("pro");
  }

  @Test
  void events_ofTheSameSecond_endAtTheLastOfALife() {
    shop.take(event("evt_b", "customer.subscription.deleted", NOW, SUB.is("canceled")));
    shop.take(event("evt_c", "customer.subscription.updated", NOW, SUB));
    shop.take(event("evt_a", "customer.subscription.created", NOW, SUB));

    assertThat(shop.planOf("ann")).isEqualTo("basic");
  }

  @Test
  void deleted_oldSubscription_leavesTheNewOne() {
    shop.take(updated("evt_1", 0, SUB));
    var newer = new Sub("sub_2", "cus_1", "active", "price_pro", NOW, MONTH, "ann");
    shop.take(updated("evt_2", 1, newer));
    shop.take(event("evt_3", "customer.subscription.deleted", NOW.plusSeconds(2),
        SUB.is("canceled")));

    assertThat(shop.planOf("ann")).isEqualTo("pro");

    shop.take(updated("evt_4", 3, newer.is("canceled")));
    assertThat(shop.planOf("ann")).isEqualTo("basic");
  }

  @Test
  void created_ofNobody_waitsForTheCheckoutThatSaysForWhom() {
    var nobodys = new Sub("sub_1", "cus_1", "active", "price_plus", NOW, MONTH, null);
    var body = event("evt_1", "customer.subscription.created", NOW, nobodys);

    assertThat(shop.take(body)).isEqualTo(Outcome.UNKNOWN_CUSTOMER);
    assertThat(shop.take(body)).as("is looked at again").isEqualTo(Outcome.UNKNOWN_CUSTOMER);
    assertThat(shop.planOf("ann")).isEqualTo("basic");
    assertThat(shop.take(checkedOut("evt_2", nobodys))).isEqualTo(Outcome.SIGNALLED);

    assertThat(shop.planOf("ann")).isEqualTo("plus");
    assertThat(shop.take(body)).isEqualTo(Outcome.SIGNALLED);
  }

  @Test
  void checkout_beforeItsSubscription_isKept() {
    var nobodys = new Sub("sub_1", "cus_1", "active", "price_plus", NOW, MONTH, null);

    assertThat(shop.take(checkedOut("evt_2", nobodys))).isEqualTo(Outcome.LINKED);
    assertThat(shop.signalOf("ann")).isEqualTo(Signal.absent());
    assertThat(shop.take(event("evt_1", "customer.subscription.created", NOW, nobodys)))
        .isEqualTo(Outcome.SIGNALLED);

    assertThat(shop.planOf("ann")).isEqualTo("plus");
  }

  @Test
  void updated_customerPaysForAnotherNow_movesThePlan() {
    shop.take(updated("evt_1", 0, SUB));
    var bobs = new Sub("sub_1", "cus_1", "active", "price_plus", NOW, MONTH, "bob");

    shop.take(updated("evt_2", 1, bobs));

    assertThat(shop.planOf("bob")).isEqualTo("plus");
    assertThat(shop.planOf("ann")).isEqualTo("basic");
    assertThat(shop.signalOf("ann")).isInstanceOf(Signal.Raised.class);
    shop.give("ann", "pro");
    shop.take(updated("evt_3", 2, bobs));
    assertThat(shop.planOf("ann")).as("is nobody's business any more").isEqualTo("pro");
  }

  @Test
  void updated_accountThatCannotBeOne_letsNobodyIn() {
    var odd = new Sub("sub_1", "cus_1", "active", "price_plus", NOW, MONTH, "two words");

    assertThat(shop.take(updated("evt_1", 0, odd))).isEqualTo(Outcome.UNUSABLE_ACCOUNT);
  }

  /// The API is not asked, so the schedule says only that it is time to look.
  @ParameterizedTest
  @ValueSource(strings = {"completed", "canceled"})
  void schedule_ended_appliesAndAnnouncesWhatIsKnown(String status) {
    shop.take(updated("evt_1", 0, SUB));
    var signal = shop.signalOf("ann");

    assertThat(shop.take(event("evt_2", "subscription_schedule." + status, NOW,
        schedule(SUB, status)))).isEqualTo(Outcome.SIGNALLED);

    assertThat(shop.signalOf("ann")).isNotEqualTo(signal);
  }

  @Test
  void updated_signalsAreAway_isAppliedAndAnnouncedByItselfLater() {
    shop.signals().away(true);
    var body = updated("evt_1", 0, SUB);

    assertThat(shop.take(body)).isEqualTo(Outcome.WAITING);

    assertThat(shop.planOf("ann")).isEqualTo("plus");
    assertThat(shop.entry(body).stage()).isEqualTo(Stage.APPLIED);
    assertThat(shop.sweep()).isOne();
    shop.signals().away(false);
    assertThat(shop.sweep()).isZero();
    assertThat(shop.signalOf("ann")).isInstanceOf(Signal.Raised.class);
    assertThat(shop.entry(body).stage()).isEqualTo(Stage.SIGNALLED);
    assertThat(shop.waiting()).isEmpty();
  }

  /// What a process leaves that is killed between the ledger's write and the signal.
  @Test
  void updated_killedBehindTheLedger_isFinishedByTheRepetitionOrBySomebodyElse() {
    var body = updated("evt_1", 0, SUB);
    leaveBehind(body);
    assertThat(shop.take(body)).isEqualTo(Outcome.SIGNALLED);
    assertThat(shop.signalOf("ann")).isInstanceOf(Signal.Raised.class);

    var other = updated("evt_2", 1, SUB.is("canceled"));
    leaveBehind(other);
    var signal = shop.signalOf("ann");
    shop.at(NOW.plus(SignalIntent.LEASE));
    assertThat(shop.sweep()).isZero();
    assertThat(shop.signalOf("ann")).isNotEqualTo(signal);
    assertThat(shop.entry(other).stage()).isEqualTo(Stage.SIGNALLED);
  }

  private void leaveBehind(String body) {
    var event = shop.entry(body).event();
    shop.books().inbox().advance(event.id(), Stage.APPLIED, new AccountId("ann")).block();
    shop.books()
        .outbox()
        .put(SignalIntent.begin(event.id(), new AccountId("ann"), shop.now()))
        .block();
  }

  private static String updated(String id, int second, Sub sub) {
    return event(id, "customer.subscription.updated", NOW.plusSeconds(second), sub);
  }

  private static String checkedOut(String id, Sub sub) {
    return event(id, "checkout.session.completed", NOW, checkout(sub, "ann"));
  }
}
