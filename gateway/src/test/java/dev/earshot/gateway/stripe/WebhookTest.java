package dev.earshot.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a gateway answers to Stripe, and to whoever says to be Stripe.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(CleanLog.class)
class WebhookTest {
  private static final int CAP = 256 * 1024;

  private final TestHouse house;

  WebhookTest(@TempDir Path data) {
    house = TestHouse.open(data, Backing.EMBEDDED, Shop.PLANS, StripeDouble.heard());
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void post_signed_isDoneOnceAndAnsweredEachTime() {
    var body = updated("active");

    var first = Webhooks.post(house.port(), body);
    var again = Webhooks.post(house.port(), body);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body()).contains("\"status\":\"success\"", "\"outcome\":\"signalled\"");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).contains("\"outcome\":\"repeated\"");
  }

  @Test
  void post_signedWithTheSecretThatWasReplaced_isLetIn() {
    var body = updated("active");

    assertThat(Webhooks.post(house.port(), body,
        StripeDouble.signature(body, StripeDouble.OLD_SECRET, Webhooks.now())).status())
        .isEqualTo(200);
  }

  @Test
  void post_forged_isRefusedAndLetsNothingIn() {
    var body = updated("active");
    var signature = StripeDouble.signature(body, StripeDouble.SECRET, Webhooks.now());

    assertRefused(Webhooks.post(house.port(), body, null), "invalid_signature");
    assertRefused(Webhooks.post(house.port(), body,
        StripeDouble.signature(body, "whsec_guessed", Webhooks.now())), "invalid_signature");
    assertRefused(Webhooks.post(house.port(), body.replace("price_plus", "price_pro"), signature),
        "invalid_signature");

    assertThat(Webhooks.post(house.port(), body, signature).body()).as("it had not been let in")
        .contains("\"outcome\":\"signalled\"");
  }

  /// Somebody has overheard it, and sends it again when it has become convenient.
  @ParameterizedTest
  @ValueSource(longs = {-310, 310})
  void post_replayedLater_isRefused(long seconds) {
    var body = updated("active");

    assertRefused(Webhooks.post(house.port(), body,
        StripeDouble.signature(body, StripeDouble.SECRET, Webhooks.now().plusSeconds(seconds))),
        "too_old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "{\"id\":\"evt_1\"", "[]", "null"})
  void post_signedNonsense_isRefused(String body) {
    assertRefused(Webhooks.post(house.port(), body), "invalid_payload");
  }

  @Test
  void post_unknownCustomer_isKeptAndLetsNobodyIn() {
    var body = StripeDouble.event(id("evt"), "customer.subscription.created", Webhooks.now(),
        new Sub(id("sub"), id("cus"), "active", "price_pro", Webhooks.now(), later(), null));

    var answer = Webhooks.post(house.port(), body);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"outcome\":\"unknown_customer\"");
  }

  @Test
  void post_otherType_isIgnored() {
    var body = StripeDouble.event(id("evt"), "invoice.paid", Webhooks.now(),
        StripeDouble.json(sub("active")));

    assertThat(Webhooks.post(house.port(), body).body()).contains("\"outcome\":\"ignored\"");
  }

  @Test
  void post_justWithinTheCap_isRead() {
    var body = updated("active");
    var padded = body + " ".repeat(CAP - body.length());

    assertThat(Webhooks.post(house.port(), padded).status()).isEqualTo(200);
  }

  @Test
  void post_beyondTheCap_isRefusedBeforeItIsRead() {
    try (var client = WireClient.connect(house.port())) {
      var answer = client.request(Webhooks.head(CAP + 1, null));

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("\"error\":\"too_long\"", "262144");
    }
  }

  @Test
  void post_tenMegabytesInPieces_isRefusedAndAnsweredToTheEnd() {
    var piece = "x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
    try (var client = WireClient.connect(house.port())) {
      client.raw(("POST " + Webhooks.PATH + " HTTP/1.1\r\nHost: x\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      for (var n = 0; n < 160; n++) {
        client.raw("10000\r\n".getBytes(StandardCharsets.UTF_8))
            .raw(piece)
            .raw("\r\n".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void post_tenMegabytesElsewhere_isRefusedAtTheUsualSize() {
    try (var client = WireClient.connect(house.port())) {
      assertThat(client.request("POST /v1/auth/grant HTTP/1.1\r\nHost: x\r\nContent-Length: 20000"
          + "\r\n\r\n").status()).isEqualTo(413);
    }
  }

  @Test
  void get_isNotAllowed() {
    try (var client = WireClient.connect(house.port())) {
      var answer = client.request("GET " + Webhooks.PATH + " HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.headers()).containsEntry("allow", "POST");
    }
  }

  @Test
  void post_noSecretIsSet_answers404(@TempDir Path other) {
    try (var deaf = TestHouse.open(other, SocketLimits.DEFAULT)) {
      assertThat(Webhooks.post(deaf.port(), updated("active")).status()).isEqualTo(404);
    }
  }

  /// It says that more comes than does.
  @Test
  void post_truncated_isToldSoAndLetsNothingIn(@TempDir Path other) {
    var body = updated("active");
    var signature = StripeDouble.signature(body, StripeDouble.SECRET, Webhooks.now());
    try (var hasty = TestHouse.open(other, SocketLimits.DEFAULT
        .handshakeWithin(Duration.ofMillis(500)), StripeDouble.heard());
        var client = WireClient.connect(hasty.port())) {
      var cut = body.substring(0, body.length() / 2);
      var answer = client.request(Webhooks.head(body.length(), signature) + cut);

      assertThat(answer.status()).isEqualTo(408);
      assertThat(hasty.total("earshot.stripe.events")).isZero();
    }
  }

  @Test
  void metrics_ofEvents_nameTypeAndOutcome() {
    Webhooks.post(house.port(), updated("active"));
    Webhooks.post(house.port(), "{}", null);

    assertThat(house.house().meters().scrape()).contains(
        "earshot_stripe_events_total{outcome=\"signalled\",type=\"customer.subscription.updated\"}",
        "earshot_stripe_events_total{outcome=\"invalid_signature\",type=\"other\"}",
        "earshot_signal_outbox_depth 0.0", "earshot_signal_outbox_age_seconds 0.0");
  }

  private static void assertRefused(Answer answer, String error) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"error\":\"" + error + "\"", "(expected:");
  }

  private static String updated(String status) {
    return StripeDouble.event(id("evt"), "customer.subscription.updated", Webhooks.now(),
        sub(status));
  }

  private static Sub sub(String status) {
    return new Sub(id("sub"), "cus_1", status, "price_plus", Webhooks.now(), later(),
        TestHouse.ACCOUNT.value());
  }

  private static Instant later() {
    return Webhooks.now().plus(Duration.ofDays(30));
  }

  private static String id(String kind) {
    return kind + "_" + UUID.randomUUID();
  }
}
