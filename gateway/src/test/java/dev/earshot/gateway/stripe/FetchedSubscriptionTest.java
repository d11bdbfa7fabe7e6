package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.Shop.NOW;
import static dev.earshot.gateway.stripe.StripeDouble.checkout;
import static dev.earshot.gateway.stripe.StripeDouble.event;
import static dev.earshot.gateway.stripe.StripeDouble.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.billing.EventInbox.Stage;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With a key, what Stripe's API says counts, over a real connection; an event only says that it is
/// time to ask.
@Timeout(30)
class FetchedSubscriptionTest {
  private static final Instant MONTH = NOW.plus(Duration.ofDays(30));
  private static final Sub SUB = new Sub("sub_1", "cus_1", "active", "price_plus",
      NOW.minusSeconds(60), MONTH, "ann");

  private final StripeDouble stripe = new StripeDouble();
  private final StripeApi api = new StripeApi(new Secret(StripeDouble.KEY), stripe.url(),
      Duration.ofSeconds(10));
  private final Shop shop = new Shop(api);

  @AfterEach
  void close() {
    api.close();
    stripe.close();
  }

  @Test
  void updated_withOldWords_isWhatStripeSaysNow() {
    stripe.put(SUB.costs("price_pro"));

    assertThat(shop.take(updated("evt_1", 0, SUB))).isEqualTo(Outcome.SIGNALLED);

    assertThat(shop.planOf("ann")).isEqualTo("pro");
    assertThat(stripe.reads()).isOne();
  }

  @Test
  void updated_afterTheEnd_doesNotBringItBack() {
    stripe.put(SUB.is("canceled"));
    shop.take(event("evt_2", "customer.subscription.deleted", NOW, SUB.is("canceled")));

    shop.take(updated("evt_1", 0, SUB));

    assertThat(shop.planOf("ann")).isEqualTo("basic");
  }

  @Test
  void updated_twiceWithinASecond_isWhatWasAskedLast() {
    stripe.put(SUB);
    shop.take(updated("evt_2", 0, SUB));
    stripe.put(SUB.costs("price_pro"));
    shop.at(NOW.plusMillis(1));

    shop.take(updated("evt_1", 0, SUB));

    assertThat(shop.planOf("ann")).isEqualTo("pro");
  }

  /// Seed test 30.
  @Test
  void checkout_completed_givesThePlanAtOnce() {
    stripe.put(new Sub("sub_1", "cus_1", "active", "price_plus", NOW, MONTH, null));

    assertThat(shop.take(event("evt_1", "checkout.session.completed", NOW, checkout(SUB, "ann"))))
        .isEqualTo(Outcome.SIGNALLED);

    assertThat(shop.planOf("ann")).isEqualTo("plus");
  }

  /// Seed tests 32 and 33.
  @ParameterizedTest
  @ValueSource(strings = {"completed", "canceled"})
  void schedule_ended_isWhatStripeSaysNow(String status) {
    stripe.put(SUB);
    shop.take(updated("evt_1", 0, SUB));
    stripe.put(SUB.costs("price_pro"));

    assertThat(shop.take(event("evt_2", "subscription_schedule." + status, NOW.plusSeconds(1),
        schedule(SUB, status)))).isEqualTo(Outcome.SIGNALLED);

    assertThat(shop.planOf("ann")).isEqualTo("pro");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 401, 403, 400})
  void updated_stripeFails_isNotDoneAndIsWhenItComesAgain(int status) {
    stripe.put(SUB);
    stripe.answers(status);
    var body = updated("evt_1", 0, SUB);

    assertThatThrownBy(() -> shop.take(body)).hasMessageContaining(" " + status + " (expected:")
        .hasMessageNotContaining(StripeDouble.KEY);
    assertThat(shop.entry(body).stage()).isEqualTo(Stage.RECEIVED);
    assertThat(shop.planOf("ann")).isEqualTo("basic");
    stripe.answers(200);

    assertThat(shop.take(body)).isEqualTo(Outcome.SIGNALLED);
    assertThat(shop.planOf("ann")).isEqualTo("plus");
  }

  /// A key of another account of Stripe's: nothing may be lost until it is put right.
  @Test
  void updated_stripeKnowsNoSuchSubscription_isNotDone() {
    assertThatThrownBy(() -> shop.take(updated("evt_1", 0, SUB))).hasMessageContaining("404");
  }

  @Test
  void updated_stripeHangs_isGivenUpWithinOurDeadline() {
    stripe.put(SUB);
    var gate = stripe.hangs();
    try (var impatient = new StripeApi(new Secret(StripeDouble.KEY), stripe.url(),
        Duration.ofMillis(300))) {
      var hasty = new Shop(impatient);

      assertThatThrownBy(() -> hasty.take(updated("evt_1", 0, SUB)))
          .hasRootCauseInstanceOf(TimeoutException.class);
      assertThat(hasty.planOf("ann")).isEqualTo("basic");
    }
    gate.countDown();
  }

  private static String updated(String id, int second, Sub sub) {
    return event(id, "customer.subscription.updated", NOW.plusSeconds(second), sub);
  }
}
