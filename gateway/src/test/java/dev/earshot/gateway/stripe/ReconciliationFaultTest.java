package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Subscription;
import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Signal;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.stripe.Reconciliation.Report;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three customers whose events were all lost, and a Stripe that fails, hangs or knows one of them not.
@Timeout(60)
class ReconciliationFaultTest {
  private static final Instant MONTH = NOW.plus(Duration.ofDays(30));

  private final StripeDouble stripe = new StripeDouble();
  private final StripeApi api = new StripeApi(new Secret(StripeDouble.KEY), stripe.url(),
      Duration.ofSeconds(10));
  private final Shop shop = new Shop(api);

  @BeforeEach
  void customers() {
    for (var n = 1; n <= 3; n++) {
      shop.books()
          .payers()
          .link("cus_" + n, new AccountId("user-" + n), new EventOrder(NOW, 0, "evt"))
          .block();
      stripe.put(new Sub("sub_" + n, "cus_" + n, "active", "price_plus", NOW, MONTH, null));
    }
    // an account that is there, with nothing
    shop.store()
        .accounts()
        .subscribe(new AccountId("user-3"), Subscription.to(Shop.PLANS.basic(), null))
        .block();
  }

  @AfterEach
  void close() {
    api.close();
    stripe.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 401, 403})
  void from_stripeFailsInTheMiddle_stopsThereAndGoesOnThereLater(int status) {
    stripe.answers("cus_2", status);

    assertThat(from(api, null)).isEqualTo(new Report(2, 1, List.of(), 1, "cus_2", false, "cus_1"));
    assertThat(plans()).containsExactly("plus", "basic", "basic");
    assertThat(shop.signalOf("user-2")).isEqualTo(Signal.absent());
    assertThat(shop.meters().scrape()).contains(
        "earshot_stripe_reconciled_total{outcome=\"failed\"} 1");

    stripe.answers("cus_2", 200);
    assertThat(from(api, "cus_1")).isEqualTo(new Report(2, 2, List.of(), 0, null, true, null));
    assertThat(plans()).containsExactly("plus", "plus", "plus");
  }

  @Test
  void from_stripeIsAwayFromTheBeginning_isNotComplete() {
    stripe.answers(500);

    assertThat(from(api, null)).isEqualTo(new Report(1, 0, List.of(), 1, "cus_1", false, null));
    assertThat(plans()).containsExactly("basic", "basic", "basic");
  }

  /// Of another account of Stripe's, or deleted there long ago.
  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void from_stripeDoesNotKnowOne_looksAtTheOthers(int status) {
    stripe.answers("cus_2", status);

    assertThat(from(api, null)).isEqualTo(new Report(3, 2, List.of(), 1, null, true, null));
    assertThat(plans()).containsExactly("plus", "basic", "plus");
  }

  @Test
  void from_stripeHangs_isGivenUpWithinOurDeadlineAndChangesNothing() {
    var gate = stripe.hangs();
    try (var impatient = new StripeApi(new Secret(StripeDouble.KEY), stripe.url(),
        Duration.ofMillis(300))) {
      assertThat(from(impatient, null))
          .isEqualTo(new Report(1, 0, List.of(), 1, "cus_1", false, null));
    }
    gate.countDown();
    assertThat(plans()).containsExactly("basic", "basic", "basic");
  }

  /// An operator does not wait longer than a request may take.
  @Test
  void from_patienceEnds_saysWhereToGoOn() {
    var gate = stripe.hangs();

    var report = shop.reconciliation(api).from(null, 3, Duration.ofMillis(200)).block();

    gate.countDown();
    assertThat(report).isEqualTo(new Report(0, 0, List.of(), 0, null, false, null));
    assertThat(from(api, null).isComplete()).isTrue();
  }

  @Test
  void from_pageByPage_looksAtEachOnce() {
    var reconciliation = shop.reconciliation(api);

    var first = Objects.requireNonNull(
        reconciliation.from(null, 2, Duration.ofSeconds(20)).block());
    var last = Objects.requireNonNull(
        reconciliation.from(first.next(), 2, Duration.ofSeconds(20)).block());

    assertThat(first).isEqualTo(new Report(2, 2, List.of(), 0, null, false, "cus_2"));
    assertThat(last).isEqualTo(new Report(1, 1, List.of(), 0, null, true, null));
    assertThat(stripe.reads()).isEqualTo(3);
  }

  private Report from(StripeApi of, @Nullable String after) {
    return Objects.requireNonNull(
        shop.reconciliation(of).from(after, 50, Duration.ofSeconds(50)).block());
  }

  private List<String> plans() {
    return List.of(shop.planOf("user-1"), shop.planOf("user-2"), shop.planOf("user-3"));
  }
}
