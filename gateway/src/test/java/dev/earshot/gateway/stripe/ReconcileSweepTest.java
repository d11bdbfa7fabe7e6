package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// When customers are looked through, by whom, and what happens while Stripe is away.
@Timeout(30)
class ReconcileSweepTest {
  private static final int ALWAYS = 1_000;

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final List<String> asked = new ArrayList<>();
  /// How often somebody is still away.
  private final Map<String, Integer> away = new HashMap<>();
  private final Shop shop = new Shop();
  private final Disposable.Composite running = Disposables.composite();

  @BeforeEach
  void customers() {
    time.advanceTimeBy(Duration.between(Instant.EPOCH, NOW));
    for (var n = 1; n <= 3; n++) {
      shop.books()
          .payers()
          .link("cus_" + n, new AccountId("user-" + n), new EventOrder(NOW, 0, "evt"))
          .block();
    }
  }

  @AfterEach
  void close() {
    running.dispose();
    time.dispose();
  }

  @Test
  void start_quarterAfterQuarter_looksAtEverybodyOnceInEach() {
    start("a", 1);

    time.advanceTimeBy(ReconcileSweep.JITTER);
    assertThat(asked).containsExactly("cus_1", "cus_2", "cus_3");
    time.advanceTimeBy(Duration.ofHours(5));
    assertThat(asked).hasSize(3);
    time.advanceTimeBy(ReconcileSweep.EVERY);
    assertThat(asked).hasSize(6);
    time.advanceTimeBy(Duration.ofHours(24));
    assertThat(asked).hasSize(18);
  }

  @Test
  void start_severalInstances_oneOfThemLooks() {
    for (var n = 0; n < 5; n++) {
      start("instance-" + n, n);
    }

    time.advanceTimeBy(ReconcileSweep.JITTER);
    assertThat(asked).containsExactly("cus_1", "cus_2", "cus_3");
    time.advanceTimeBy(ReconcileSweep.EVERY);
    assertThat(asked).hasSize(6);
  }

  /// What is restarted every hour looks as often as what is not.
  @Test
  void start_again_doesNotLookAgainInTheSameQuarter() {
    var first = start("a", 1);
    time.advanceTimeBy(ReconcileSweep.JITTER);
    first.dispose();
    start("b", 2);

    time.advanceTimeBy(Duration.ofHours(5));
    assertThat(asked).hasSize(3);
  }

  @Test
  void start_stripeIsAwayForAWhile_goesOnWhereItStopped() {
    away.put("cus_2", 1);
    start("a", 1);

    time.advanceTimeBy(ReconcileSweep.JITTER.plus(ReconcileSweep.AGAIN));
    assertThat(asked).containsExactly("cus_1", "cus_2", "cus_2", "cus_3");
  }

  @Test
  void start_oneFailsAlways_holdsUpNobody() {
    away.put("cus_2", ALWAYS);
    start("a", 1);

    time.advanceTimeBy(Duration.ofHours(1));
    assertThat(asked).containsExactly("cus_1", "cus_2", "cus_2", "cus_2", "cus_3");
  }

  @Test
  void start_stripeIsAwayForADay_asksSeldomAndFindsEverybodyLater() {
    List.of("cus_1", "cus_2", "cus_3").forEach(customer -> away.put(customer, ALWAYS));
    start("a", 1);
    time.advanceTimeBy(Duration.ofHours(24));
    assertThat(asked).hasSizeLessThan(60);

    away.clear();
    asked.clear();
    time.advanceTimeBy(ReconcileSweep.EVERY.plus(ReconcileSweep.JITTER));
    assertThat(asked).containsSubsequence("cus_1", "cus_2", "cus_3");
  }

  private Disposable start(String name, int seed) {
    var source = new SubscriptionSource() {
      @Override
      public Mono<SeenSubscription> fetch(String id) {
        return Mono.error(new IllegalStateException("nobody asks"));
      }

      @Override
      public Mono<Listing> list(String customer) {
        return Mono.defer(() -> {
          asked.add(customer);
          return away.merge(customer, -1, Integer::sum) >= 0
              ? Mono.error(new IllegalStateException("away"))
              : Mono.just(new Listing(NOW, List.of()));
        });
      }

      @Override
      public Mono<Boolean> cancel(String id) {
        return Mono.error(new IllegalStateException("nobody asks"));
      }
    };
    var sweep = new ReconcileSweep(shop.reconciliation(source), shop.books().inbox(), name,
        () -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS)), new Random(seed),
        Duration.ofSeconds(2)).start(time);
    running.add(sweep);
    return sweep;
  }
}
