package dev.earshot.gateway.stripe;

import static dev.earshot.gateway.stripe.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.admin.AdminKey;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Redis;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Through whichever door a plan is changed: the ledger has it first, then the signal is raised. The seed's
/// tests 29 to 33, which look in its source for the line that does so.
@Timeout(60)
class PlanDoorsTest {
  private static final String SIGNAL = "credits_invalidated:" + TestHouse.ACCOUNT;
  private static final String CREDITS = "/admin/credits/" + TestHouse.ACCOUNT;

  private final StripeDouble stripe = new StripeDouble();

  @AfterEach
  void close() {
    stripe.close();
  }

  @Test
  void change_atEachDoor_isAnnouncedInRedis(@TempDir Path data) throws IOException {
    try (var redis = RedisServer.open();
        var house = TestHouse.open(data, new Backing(null, new Redis(redis.url())), Shop.PLANS,
            stripe.asked())) {
      var key = AdminKey.read(data);
      var signals = new HashSet<String>();
      for (var point : MutationPoint.values()) {
        stripe.put(sub());
        assertThat(Webhooks.post(house.port(), point.event("evt_" + point, sub())).body())
            .contains("signalled");
        assertThat(signals.add(redis.ask("GET", SIGNAL))).as(point.name()).isTrue();
      }
      assertThat(operate(house, key, "/plan", "{\"plan\": \"pro\"}").status()).isEqualTo(200);
      assertThat(signals.add(redis.ask("GET", SIGNAL))).as("an operator's plan").isTrue();
      assertThat(operate(house, key, "/grant", "{\"minutes\": 5}").status()).isEqualTo(200);
      assertThat(signals.add(redis.ask("GET", SIGNAL))).as("an operator's grant").isTrue();

      assertThat(signals).hasSize(6).doesNotContain("");
    }
  }

  @Test
  void raise_checkout_findsThePlanWritten() {
    assertRaisedBehindTheWrite(MutationPoint.CHECKOUT);
  }

  @Test
  void raise_subscription_findsThePlanWritten() {
    assertRaisedBehindTheWrite(MutationPoint.SUBSCRIPTION);
  }

  @Test
  void raise_scheduleCompleted_findsThePlanWritten() {
    assertRaisedBehindTheWrite(MutationPoint.SCHEDULE_COMPLETED);
  }

  @Test
  void raise_scheduleCanceled_findsThePlanWritten() {
    assertRaisedBehindTheWrite(MutationPoint.SCHEDULE_CANCELED);
  }

  private void assertRaisedBehindTheWrite(MutationPoint point) {
    try (var api = new StripeApi(new Secret(StripeDouble.KEY), stripe.url(),
        Duration.ofSeconds(10))) {
      var shop = new Shop(api);
      var found = new ArrayList<String>();
      shop.signals().before(account -> shop.plan(account).doOnNext(found::add).then());
      stripe.put(sub());
      assertThat(shop.planOf(TestHouse.ACCOUNT.value())).isEqualTo("basic");

      assertThat(shop.take(point.event("evt_1", sub()))).isEqualTo(Outcome.SIGNALLED);

      assertThat(found).containsExactly("plus");
    }
  }

  private static Sub sub() {
    return new Sub("sub_1", "cus_1", "active", "price_plus", NOW.minusSeconds(60),
        Webhooks.now().plus(Duration.ofDays(30)), TestHouse.ACCOUNT.value());
  }

  private static Answer operate(TestHouse house, String key, String what, String body) {
    try (var client = WireClient.connect(house.house().opsPort())) {
      return client.request("POST " + CREDITS + what + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
          + "Bearer " + key + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }
}
