package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.Shop.NOW;
import static dev.earshot.gateway.stripe.StripeDouble.checkout;
import static dev.earshot.gateway.stripe.StripeDouble.event;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.earshot.core.billing.PaidSubscription;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Whatever Stripe tells, in whichever order, how often, and with signals that come and go: everybody
/// ends with the same.
class AnyOrderTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(WebhookDesk.class);
  private static final List<String> STATUS = List.of("active", "trialing", "past_due", "canceled");
  private static final List<String> PRICE = List.of("price_plus", "price_pro", "price_other");
  private static final List<String> TYPE = List.of("created", "updated", "updated", "deleted");
  private static final List<String> ACCOUNT = List.of("ann", "bob");
  private static final int ORDERS = 8;
  private static final int EVENTS = 14;

  @BeforeAll
  static void hush() {
    LOG.setLevel(Level.ERROR);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(null);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void events_shuffledRepeatedAndReplayed_endInTheSameState(int seed) {
    var random = new Random(seed);
    var events = events(random);
    var first = ended(events, random, false);

    for (var n = 0; n < ORDERS; n++) {
      var shuffled = new ArrayList<>(events);
      for (var repeated = 0; repeated < EVENTS / 2; repeated++) {
        shuffled.add(events.get(random.nextInt(events.size())));
      }
      Collections.shuffle(shuffled, random);

      assertThat(ended(shuffled, random, true)).as("seed %s, order %s", seed, n).isEqualTo(first);
    }
  }

  /// What is known at the end, and the plans.
  private static List<Object> ended(List<String> events, Random random, boolean isRough) {
    var shop = new Shop();
    for (var event : events) {
      shop.signals().away(isRough && random.nextInt(4) == 0);
      shop.take(event);
    }
    shop.signals().away(false);
    assertThat(shop.sweep()).isZero();
    assertThat(shop.waiting()).isEmpty();
    var state = new ArrayList<Object>();
    for (var account : ACCOUNT) {
      state.add(shop.planOf(account));
      state.add(List.copyOf(Objects.requireNonNull(
          shop.books().payers().of(new AccountId(account)).block())
          .stream()
          .sorted(Comparator.comparing(PaidSubscription::id))
          .toList()));
    }
    return state;
  }

  /// Of three customers with a subscription or two each, within few seconds, so that many fall into one.
  private static List<String> events(Random random) {
    var events = new ArrayList<String>();
    for (var n = 0; n < EVENTS; n++) {
      var customer = random.nextInt(3);
      var at = NOW.plusSeconds(random.nextInt(5));
      var sub = new Sub("sub_" + customer + random.nextInt(2), "cus_" + customer,
          one(STATUS, random), one(PRICE, random), created(customer, random),
          NOW.plus(Duration.ofDays(1 + random.nextInt(30))), null);
      events.add(event("evt_" + n, "customer.subscription." + one(TYPE, random), at, sub));
    }
    for (var customer = 0; customer < 3; customer++) {
      var of = new Sub("sub_" + customer + "0", "cus_" + customer, "active", "price_plus", NOW, NOW,
          null);
      events.add(event("evt_c" + customer, "checkout.session.completed", NOW,
          checkout(of, ACCOUNT.get(customer % 2))));
    }
    return events;
  }

  private static Instant created(int customer, Random random) {
    return NOW.minusSeconds(1 + customer + random.nextInt(3));
  }

  private static String one(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
