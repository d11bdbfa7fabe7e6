package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.Shop.NOW;
import static dev.earshot.gateway.stripe.StripeDouble.checkout;
import static dev.earshot.gateway.stripe.StripeDouble.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ann pays for a plan and buys another one at a checkout: she is not charged for both.
@Timeout(30)
class SuccessionTest {
  private static final Instant MONTH = NOW.plus(Duration.ofDays(30));
  private static final Sub OLD = new Sub("sub_old", "cus_1", "active", "price_plus",
      NOW.minusSeconds(3_600), MONTH, "ann");
  private static final Sub NEW = new Sub("sub_new", "cus_2", "active", "price_pro", NOW, MONTH,
      null);
  private static final String BOUGHT = event("evt_2", "checkout.session.completed", NOW,
      checkout(NEW, "ann"));

  private final StripeDouble stripe = new StripeDouble();
  private final StripeApi api = new StripeApi(new Secret(StripeDouble.KEY), stripe.url(),
      Duration.ofSeconds(10));
  private final Shop shop = new Shop(api);

  @BeforeEach
  void customer() {
    stripe.put(OLD);
    shop.take(event("evt_1", "customer.subscription.created", NOW.minusSeconds(3_600), OLD));
    stripe.put(NEW);
  }

  @AfterEach
  void close() {
    api.close();
    stripe.close();
  }

  @Test
  void checkout_newerSubscription_endsTheOlderOne() {
    assertThat(shop.take(BOUGHT)).isEqualTo(Outcome.SIGNALLED);

    assertThat(stripe.statusOf("sub_old")).isEqualTo("canceled");
    assertThat(stripe.statusOf("sub_new")).isEqualTo("active");
    assertThat(shop.planOf("ann")).isEqualTo("pro");
    assertThat(shop.meters().scrape()).contains("{outcome=\"cancelled\"} 1");
  }

  /// Stripe tells of the end, which is the older one's.
  @Test
  void checkout_newerSubscription_keepsItsPlanWhenTheEndIsTold() {
    shop.take(BOUGHT);
    shop.take(event("evt_3", "customer.subscription.deleted", NOW.plusSeconds(1),
        OLD.is("canceled")));

    assertThat(shop.planOf("ann")).isEqualTo("pro");
  }

  @ParameterizedTest
  @CsvSource({"past_due,canceled", "unpaid,canceled", "trialing,canceled", "paused,canceled",
      "incomplete,incomplete", "incomplete_expired,incomplete_expired"})
  void checkout_olderOneOfThisStatus_isEndedWhereItMayBeCharged(String status, String then) {
    stripe.put(OLD.is(status));

    shop.take(BOUGHT);

    assertThat(stripe.statusOf("sub_old")).isEqualTo(then);
  }

  @Test
  void checkout_othersAndOtherThings_areLeftAlone() {
    var before = NOW.minusSeconds(9);
    var bobs = new Sub("sub_bob", "cus_3", "active", "price_pro", before, MONTH, "bob");
    stripe.put(new Sub("sub_gym", "cus_1", "active", "price_gym", before, MONTH, null));
    stripe.put(new Sub("sub_later", "cus_1", "active", "price_pro", NOW.plusSeconds(9), MONTH,
        null));
    stripe.put(bobs);
    shop.take(event("evt_9", "customer.subscription.created", NOW, bobs));

    shop.take(BOUGHT);

    assertThat(stripe.statusOf("sub_gym")).isEqualTo("active");
    assertThat(stripe.statusOf("sub_later")).isEqualTo("active");
    assertThat(stripe.statusOf("sub_bob")).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource({"incomplete,price_pro", "canceled,price_pro", "active,price_gym"})
  void checkout_whatWasBoughtPaysForNothing_endsNothing(String status, String price) {
    stripe.put(NEW.is(status).costs(price));

    shop.take(BOUGHT);

    assertThat(stripe.statusOf("sub_old")).isEqualTo("active");
  }

  /// The plan stands by then, and Stripe sends the event again.
  @Test
  void checkout_stripeFailsToEnd_isDoneWhenItComesAgain() {
    stripe.answersEnds(500);

    assertThatThrownBy(() -> shop.take(BOUGHT)).hasMessageContaining("500");
    assertThat(shop.planOf("ann")).isEqualTo("pro");
    stripe.answersEnds(200);
    assertThat(shop.take(BOUGHT)).isEqualTo(Outcome.REPEATED);

    assertThat(stripe.statusOf("sub_old")).isEqualTo("canceled");
  }

  /// A key that may only read: nothing would come of trying again.
  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void checkout_stripeRefusesToEnd_isDoneAndCounted(int status) {
    stripe.answersEnds(status);

    assertThat(shop.take(BOUGHT)).isEqualTo(Outcome.SIGNALLED);

    assertThat(stripe.statusOf("sub_old")).isEqualTo("active");
    assertThat(shop.meters().scrape()).contains("{outcome=\"refused\"} 1");
  }

  /// Only a purchase ends something, not what is merely told of a subscription.
  @Test
  void updated_newerSubscription_endsNothing() {
    shop.take(event("evt_2", "customer.subscription.updated", NOW,
        new Sub("sub_new", "cus_2", "active", "price_pro", NOW, MONTH, "ann")));

    assertThat(stripe.statusOf("sub_old")).isEqualTo("active");
  }
}
