package dev.earshot.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.billing.EventInbox.Stage;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.gateway.admin.AdminKey;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Redis;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.sqlite.SqliteStore;
import dev.earshot.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From a webhook to an open stream, over a real file, a real Redis and real sockets.
@Timeout(90)
class StripePlansTest {
  private static final String SIGNAL = "credits_invalidated:" + TestHouse.ACCOUNT;
  private static final Sub SUB = new Sub("sub_1", "cus_1", "active", "price_plus",
      Webhooks.now().minusSeconds(60), Webhooks.now().plus(Duration.ofDays(30)),
      TestHouse.ACCOUNT.value());

  private final RedisServer redis = RedisServer.open();
  private final StripeDouble stripe = new StripeDouble();
  private final Path data;

  StripePlansTest(@TempDir Path data) {
    this.data = data;
  }

  @AfterEach
  void close() {
    stripe.close();
    redis.close();
  }

  /// Seed tests 26 to 28 and 51 as well: a value that expires, no signal before, and reading that takes
  /// nothing away.
  @ParameterizedTest
  @EnumSource
  void webhook_atEachMutationPoint_wakesAStreamThatHadNothingLeft(MutationPoint point) {
    stripe.put(SUB);
    try (var house = open(); var client = house.stream(); var other = house.stream()) {
      client.awaitText("credits_exhausted");
      other.awaitText("credits_exhausted");
      assertThat(redis.ask("GET", SIGNAL)).isEmpty();

      var answer = Webhooks.post(house.port(), point.event("evt_1", SUB));
      assertThat(answer.body()).contains("\"outcome\":\"signalled\"");

      client.awaitText("credits_restored");
      other.awaitText("credits_restored");
      client.seconds(2, TestHouse.RATE).finish();
      assertThat(client.readAll().words()).isEqualTo("w0 w1");
      var first = redis.ask("GET", SIGNAL);
      assertThat(redis.ask("GET", SIGNAL)).as("reading takes nothing away").isEqualTo(first);
      assertThat(Long.parseLong(redis.ask("TTL", SIGNAL).substring(1))).isBetween(120L, 900L);

      stripe.put(SUB.costs("price_pro"));
      Webhooks.post(house.port(), point.event("evt_2", SUB));
      assertThat(redis.ask("GET", SIGNAL)).as("each change has its own").isNotEqualTo(first);
    }
    assertThat(plan()).isEqualTo("pro");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stopped", "frozen"})
  void webhook_redisIsAway_isWrittenAndAnnouncedByItselfWhenItIsBack(String how) {
    stripe.put(SUB);
    try (var house = open()) {
      if (how.equals("stopped")) {
        redis.stop();
      } else {
        redis.freeze();
      }
      var answer = Webhooks.post(house.port(), MutationPoint.SUBSCRIPTION.event("evt_1", SUB));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"outcome\":\"waiting\"");
      assertThat(house.house().meters().scrape()).contains("outcome=\"waiting\"");
      if (how.equals("stopped")) {
        redis.start();
      } else {
        redis.thaw();
      }
      Until.holds(() -> !redis.ask("GET", SIGNAL).isEmpty(), Duration.ofSeconds(60));
      Until.holds(() -> Webhooks
          .post(house.port(), MutationPoint.SUBSCRIPTION.event("evt_1", SUB))
          .body()
          .contains("\"outcome\":\"repeated\""), Duration.ofSeconds(10));
    }
    assertThat(plan()).isEqualTo("plus");
  }

  /// A gateway that was killed behind the ledger's write: the next one announces it without being asked.
  @Test
  void start_killedBehindTheLedger_announcesWhatWasLeft() {
    var event = MutationPoint.SUBSCRIPTION.event("evt_1", SUB);
    try (var store = SqliteStore.open(data.resolve("earshot.db"), Shop.PLANS,
        InstantSource.system())) {
      var billing = store.billing();
      billing.inbox().receive(EventReader.read(event).event()).block();
      billing.inbox().advance("evt_1", Stage.APPLIED, TestHouse.ACCOUNT).block();
      billing.outbox()
          .put(SignalIntent.begin("evt_1", TestHouse.ACCOUNT, Webhooks.now().minusSeconds(30)))
          .block();
    }
    stripe.put(SUB);

    try (var house = open()) {
      Until.holds(() -> !redis.ask("GET", SIGNAL).isEmpty(), Duration.ofSeconds(20));
      Until.holds(() -> Webhooks.post(house.port(), event).body().contains("repeated"),
          Duration.ofSeconds(10));
    }
  }

  @Test
  void webhook_stripeIsAway_isAskedForAgainAndChangesNothing() {
    stripe.put(SUB);
    stripe.answers(500);
    try (var house = open()) {
      var event = MutationPoint.CHECKOUT.event("evt_1", SUB);
      var answer = Webhooks.post(house.port(), event);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers()).containsKey("retry-after");
      assertThat(redis.ask("GET", SIGNAL)).isEmpty();
      stripe.answers(200);
      assertThat(Webhooks.post(house.port(), event).body()).contains("signalled");
    }
    assertThat(plan()).isEqualTo("plus");
  }

  /// One webhook came a minute ago, and the next one did not.
  @Test
  void reconcile_webhookWasMissed_wakesAStreamThatHadNothingLeft() {
    stripe.put(SUB.is("canceled"));
    try (var house = open()) {
      Webhooks.post(house.port(), StripeDouble.event("evt_1", "customer.subscription.updated",
          Webhooks.now().minusSeconds(60), SUB));
      try (var client = house.stream()) {
        client.awaitText("credits_exhausted");
        stripe.put(SUB);

        assertThat(ordered(house)).isEqualTo("{\"looked_at\":1,\"changed\":1,"
            + "\"unknown_prices\":[],\"failed\":0,\"stopped_at\":null,\"complete\":true,"
            + "\"next\":null}");

        client.awaitText("credits_restored");
      }
      var signal = redis.ask("GET", SIGNAL);
      assertThat(ordered(house)).contains("\"changed\":0");
      assertThat(redis.ask("GET", SIGNAL)).isEqualTo(signal);
    }
    assertThat(plan()).isEqualTo("plus");
  }

  private String ordered(TestHouse house) {
    try (var client = WireClient.connect(house.house().opsPort())) {
      return client.request("POST /admin/reconcile HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
          + AdminKey.read(data) + "\r\nContent-Length: 2\r\n\r\n{}").body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestHouse open() {
    return TestHouse.open(data, new Backing(null, new Redis(redis.url())), Shop.PLANS,
        stripe.asked());
  }

  /// Read from the file itself.
  private String plan() {
    try (var store = SqliteStore.open(data.resolve("earshot.db"), Shop.PLANS,
        InstantSource.system())) {
      return Objects.requireNonNull(
          store.allowances().fetch(TestHouse.ACCOUNT, InstantSource.system().instant()).block())
          .plan();
    }
  }
}
