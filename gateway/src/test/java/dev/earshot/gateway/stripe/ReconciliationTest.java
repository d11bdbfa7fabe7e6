package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.StripeDouble.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.PaidSubscription;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.stripe.Reconciliation.Report;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Plans that Stripe and the ledger do not agree on, because an event was lost: over a real connection.
@Timeout(30)
class ReconciliationTest {
  /// Stripe's double dates its answers by this machine's clock.
  private static final Instant NOW = Webhooks.now();
  private static final Instant MONTH = NOW.plus(Duration.ofDays(30));
  private static final AccountId ANN = new AccountId("ann");
  private static final Sub SUB = new Sub("sub_1", "cus_1", "active", "price_plus",
      NOW.minusSeconds(60), MONTH, "ann");

  private final StripeDouble stripe = new StripeDouble();
  private final StripeApi api = new StripeApi(new Secret(StripeDouble.KEY), stripe.url(),
      Duration.ofSeconds(4));
  private final Shop shop = new Shop(api);
  private final Reconciliation reconciliation = shop.reconciliation(api);

  @AfterEach
  void close() {
    api.close();
    stripe.close();
  }

  /// One event of a subscription came; from then on none does.
  @BeforeEach
  void heardOnce() {
    shop.at(NOW);
    stripe.put(SUB);
    shop.take(event("evt_1", "customer.subscription.created", NOW.minusSeconds(60), SUB));
    assertThat(shop.planOf("ann")).isEqualTo("plus");
  }

  @Test
  void from_changeWasMissed_isMendedAndAnnounced() {
    var signal = shop.signalOf("ann");
    stripe.put(SUB.costs("price_pro"));

    assertThat(all()).isEqualTo(new Report(1, 1, List.of(), 0, null, true, null));

    assertThat(shop.planOf("ann")).isEqualTo("pro");
    assertThat(shop.signalOf("ann")).isNotEqualTo(signal);
    assertThat(shop.waiting()).isEmpty();
    assertThat(shop.meters().scrape()).contains(
        "earshot_stripe_reconciled_total{outcome=\"changed\"} 1");
  }

  @Test
  void from_endWasMissed_isTheBasicPlan() {
    stripe.put(SUB.is("canceled"));

    assertThat(all().changed()).isOne();

    assertThat(shop.planOf("ann")).isEqualTo("basic");
  }

  @Test
  void from_renewalWasMissed_goesOnUntilTheNewEnd() {
    var later = MONTH.plus(Duration.ofDays(30));
    stripe.put(new Sub("sub_1", "cus_1", "active", "price_plus", NOW, later, "ann"));

    assertThat(all().changed()).isOne();

    shop.at(MONTH);
    assertThat(shop.planOf("ann")).isEqualTo("plus");
  }

  /// Its checkout said for whom the customer pays, and nothing else was ever heard of it.
  @Test
  void from_subscriptionWasNeverHeardOf_isFound() {
    var bobs = new Sub("sub_2", "cus_2", "active", "price_pro", NOW, MONTH, null);
    shop.books().payers().link("cus_2", new AccountId("bob"), order(0)).block();
    stripe.put(bobs);

    assertThat(all().changed()).isOne();

    assertThat(shop.planOf("bob")).isEqualTo("pro");
  }

  @Test
  void from_nothingChanged_writesNothingAndTellsNobody() {
    var signal = shop.signalOf("ann");
    var known = known();

    assertThat(all()).isEqualTo(new Report(1, 0, List.of(), 0, null, true, null));

    assertThat(shop.signalOf("ann")).isEqualTo(signal);
    assertThat(known()).isEqualTo(known);
  }

  /// The ledger knew the end beforehand.
  @Test
  void from_periodIsOver_changesNothing() {
    var signal = shop.signalOf("ann");
    shop.at(MONTH);

    assertThat(all().changed()).isZero();

    assertThat(shop.planOf("ann")).isEqualTo("basic");
    assertThat(shop.signalOf("ann")).isEqualTo(signal);
  }

  @Test
  void from_unknownPrice_isReportedAndThePlanStays() {
    stripe.put(SUB.costs("price_other"));
    stripe.put(new Sub("sub_2", "cus_1", "canceled", "price_old", NOW, MONTH, "ann"));

    assertThat(all()).isEqualTo(new Report(1, 0, List.of("price_other"), 0, null, true, null));

    assertThat(shop.planOf("ann")).isEqualTo("plus");
    assertThat(shop.meters().scrape()).contains("{outcome=\"unknown_price\"} 1");
  }

  /// An event that happened before the question counts no more, one that happens after it does.
  @Test
  void from_anythingNew_isBetweenTheEventsOfBeforeAndAfter() {
    stripe.put(SUB.costs("price_pro"));
    all();
    var asOf = known().getFirst().order().at();
    assertThat(asOf).isBetween(NOW.minusSeconds(5), Webhooks.now());

    learn("plus", asOf.minusSeconds(1));
    assertThat(known()).extracting(PaidSubscription::plan).containsExactly("pro");
    learn("plus", asOf.plusSeconds(1));
    assertThat(known()).extracting(PaidSubscription::plan).containsExactly("plus");
  }

  /// What a process leaves that is killed between what it has learnt and the ledger.
  @Test
  void from_ledgerWasNotWritten_isMended() {
    stripe.put(SUB.costs("price_pro"));
    learn("pro", NOW);

    assertThat(all().changed()).isOne();

    assertThat(shop.planOf("ann")).isEqualTo("pro");
  }

  @Test
  void from_signalsAreAway_isAnnouncedByItselfLater() {
    stripe.put(SUB.costs("price_pro"));
    var signal = shop.signalOf("ann");
    shop.signals().away(true);

    assertThat(all().changed()).isOne();

    assertThat(shop.planOf("ann")).isEqualTo("pro");
    shop.signals().away(false);
    assertThat(shop.sweep()).isZero();
    assertThat(shop.signalOf("ann")).isNotEqualTo(signal);
  }

  @Test
  void from_twoInstancesAtOnce_endAtTheSame() {
    stripe.put(SUB.costs("price_pro"));
    var other = shop.reconciliation(api);

    Mono.zip(from(reconciliation).subscribeOn(Schedulers.parallel()),
        from(other).subscribeOn(Schedulers.parallel())).block();

    assertThat(shop.planOf("ann")).isEqualTo("pro");
    assertThat(shop.waiting()).isEmpty();
    assertThat(all().changed()).isZero();
  }

  /// An operator's plan has no end.
  @Test
  void from_operatorGaveAPlan_staysUntilStripeHasNews() {
    shop.give("ann", "pro");
    assertThat(all().changed()).isZero();
    assertThat(shop.planOf("ann")).isEqualTo("pro");

    stripe.put(SUB.is("canceled"));
    assertThat(all().changed()).isOne();
    assertThat(shop.planOf("ann")).isEqualTo("basic");
  }

  @Test
  void account_operatorGaveAPlan_isWhatIsPaid() {
    shop.give("ann", "pro");

    var report = Objects.requireNonNull(reconciliation.account(ANN).block());

    assertThat(report).isEqualTo(new Report(1, 1, List.of(), 0, null, true, null));
    assertThat(shop.planOf("ann")).isEqualTo("plus");
  }

  @Test
  void account_nobodyPaysFor_looksAtNobody() {
    assertThat(reconciliation.account(new AccountId("bob")).block())
        .isEqualTo(new Report(0, 0, List.of(), 0, null, true, null));
  }

  @Test
  void from_accountWasDeleted_doesNotBringItBack() {
    AccountErasure erasure = shop.store().erasure();
    erasure.erase(ANN).repeat(9).blockLast();

    assertThat(all().changed()).isZero();

    assertThat(shop.store().accounts().exists(ANN).block()).isFalse();
  }

  @Test
  void from_moreSubscriptionsThanAPage_seesTheOldestToo() {
    for (var n = 0; n < 120; n++) {
      stripe.put(new Sub("sub_old_" + n, "cus_1", "canceled", "price_pro", NOW, MONTH, null));
    }
    stripe.put(SUB.costs("price_pro"));

    assertThat(all().changed()).isOne();

    assertThat(shop.planOf("ann")).isEqualTo("pro");
    assertThat(known()).as("what pays for nothing is not kept").hasSize(1);
  }

  private Report all() {
    return Objects.requireNonNull(from(reconciliation).block());
  }

  private static Mono<Report> from(Reconciliation of) {
    return of.from(null, 50, Duration.ofSeconds(20));
  }

  private List<PaidSubscription> known() {
    return Objects.requireNonNull(shop.books().payers().of(ANN).block());
  }

  private void learn(String plan, Instant at) {
    shop.books()
        .payers()
        .learn(new PaidSubscription("sub_1", "cus_1", NOW.minusSeconds(60), plan, MONTH,
            new EventOrder(at, 1, "evt")))
        .block();
  }

  private static EventOrder order(int rank) {
    return new EventOrder(NOW, rank, "evt");
  }
}
