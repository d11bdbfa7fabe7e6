package dev.earshot.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.firestore.DocumentOperations;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.firestore.StoreSettings;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Firestore;
import dev.earshot.gateway.config.GatewayConfig.Redis;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.testkit.FirestoreEmulator;
import dev.earshot.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From a webhook to an open stream, over Firestore and Redis: all four points of the seed system one
/// after the other, while Redis goes away in the middle.
@Timeout(180)
class StripePlansIT {
  private static final String SIGNAL = "credits_invalidated:" + TestHouse.ACCOUNT;
  private static final String PROJECT = "earshot-stripe";
  private static final Sub SUB = new Sub("sub_1", "cus_1", "active", "price_plus",
      Webhooks.now().minusSeconds(60), Webhooks.now().plus(Duration.ofDays(30)),
      TestHouse.ACCOUNT.value());

  private final RedisServer redis = RedisServer.open();
  private final FirestoreEmulator firestore = FirestoreEmulator.open();
  private final StripeDouble stripe = new StripeDouble();
  private final Path data;

  StripePlansIT(@TempDir Path data) {
    this.data = data;
  }

  @AfterEach
  void close() {
    stripe.close();
    firestore.close();
    redis.close();
  }

  @Test
  void webhooks_atAllPoints_wakeAStreamAndOutliveAnOutageOfRedis() {
    var backing = new Backing(new Firestore(PROJECT, firestore.hostAndPort()),
        new Redis(redis.url()));
    try (var house = TestHouse.open(data, backing, Shop.PLANS, stripe.asked())) {
      house.house().ready().block();
      try (var client = house.stream()) {
        client.patient(Duration.ofSeconds(40));
        client.awaitText("credits_exhausted");
        for (var point : MutationPoint.values()) {
          stripe.put(SUB);
          assertThat(done(house, point, "evt_" + point)).contains("signalled");
          client.awaitText("credits_restored");
          stripe.put(SUB.is("canceled"));
          assertThat(done(house, MutationPoint.SUBSCRIPTION, "evt_end_" + point))
              .contains("signalled");
          client.awaitText("credits_exhausted");
        }
        redis.stop();
        stripe.put(SUB.costs("price_pro"));
        assertThat(done(house, MutationPoint.CHECKOUT, "evt_late")).contains("waiting");
        assertThat(plan()).isEqualTo("pro");
        redis.start();
        Until.holds(() -> !redis.ask("GET", SIGNAL).isEmpty(), Duration.ofSeconds(60));
        client.awaitText("credits_restored");
      }
    }
  }

  /// The emulator's first answers take their time on a busy machine: Stripe would come again too.
  private static String done(TestHouse house, MutationPoint point, String id) {
    var event = point.event(id, SUB);
    var answer = Webhooks.post(house.port(), event);
    for (var n = 0; n < 5 && answer.status() == 503; n++) {
      answer = Webhooks.post(house.port(), event);
    }
    return answer.body();
  }

  private String plan() {
    var settings = StoreSettings.of(PROJECT)
        .onEmulator(firestore.hostAndPort())
        .within(Duration.ofSeconds(30));
    var clock = InstantSource.system();
    try (var store = FirestoreStore.open(settings, Shop.PLANS, clock,
        DocumentOperations.UNHEARD)) {
      return Objects.requireNonNull(
          store.allowances().fetch(TestHouse.ACCOUNT, clock.instant()).block()).plan();
    }
  }
}
