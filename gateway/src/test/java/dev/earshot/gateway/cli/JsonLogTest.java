package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.outgoing.Site;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a gateway that has secrets in all places writes as JSON while they are used, rightly and wrongly.
@Timeout(60)
class JsonLogTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ACCOUNT = "ann-of-green-gables";

  private final List<String> secrets = new ArrayList<>();
  private final Path data;
  private final Path log;
  private final Site refusing = Site.open();

  JsonLogTest(@TempDir Path dir) {
    this.data = dir.resolve("data");
    this.log = dir.resolve("log");
  }

  @Test
  void lines_ofAGatewayWithSecrets_areObjectsWithoutThem() throws Exception {
    refusing.answers(Site.status(402));
    var key = secret("good-key-0123456789");
    try (refusing; var serve = GatewayProcess.serving(data, settings(key), log)) {
      WireClient.connect(serve.port())
          .upgrade(TestHouse.LISTEN, secret("header-0123456789"))
          .readAll();
      for (var request : List.of(
          WireClient.handshake("/v1/listen?encoding=linear16&token=" + secret("query-0123456789"),
              null),
          WireClient.handshake("/v1/listen?encoding=x&key=" + secret("url-0123456789"),
              secret("bearer-0123456789")),
          post("/v1/stripe/webhook", "Stripe-Signature: t=1,v1=" + secret("signed0123456789")),
          post("/v1/auth/grant", "Authorization: Token " + secret("token-0123456789")))) {
        try (var client = WireClient.connect(serve.port())) {
          assertThat(client.request(request).status()).isGreaterThanOrEqualTo(400);
        }
      }
      try (var client = WireClient.connect(serve.port()).upgrade(TestHouse.LISTEN, key)) {
        client.ready().seconds(61, TestHouse.RATE).finish().readAll();
      }
      Until.holds(() -> text().contains("credit "));
      serve.terminate();
      serve.exitCode();
    }

    var lines = text().lines().toList();
    assertThat(lines).hasSizeGreaterThan(3);
    assertThat(lines).allSatisfy(line -> assertThat(json(line).fieldNames()).toIterable()
        .contains("at", "level", "logger", "thread", "message"));
    assertThat(text()).contains("account:b052e7e891b1fd0f").doesNotContain(ACCOUNT);
    assertThat(secrets).allSatisfy(secret -> assertThat(text()).doesNotContain(secret));
  }

  private Map<String, String> settings(String key) throws IOException {
    var apps = Files.writeString(data.resolveSibling("apps.json"), """
        {"%s": {"apps": [{"app": "notes", "url": "%s?token=%s", "secret": "%s"}]}}
        """.formatted(ACCOUNT, refusing.url(), secret("inurl-0123456789"),
        secret("whsec-0123456789abcdef")));
    return Map.ofEntries(Map.entry("EARSHOT_LOG", "TRACE"),
        Map.entry("EARSHOT_LOG_FORMAT", "json"), Map.entry("EARSHOT_TICK", "1s"),
        Map.entry("EARSHOT_KEYS", ACCOUNT + ":" + key + ":1"), Map.entry("EARSHOT_PACE", "1000"),
        Map.entry("EARSHOT_ENGINES", "deepgram,scripted"),
        Map.entry("EARSHOT_DEEPGRAM_URL", "ws://127.0.0.1:" + refusing.port()),
        Map.entry("EARSHOT_DEEPGRAM_KEY", secret("deepgram-0123456789")),
        Map.entry("EARSHOT_TOKEN_KEY", secret("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=")),
        Map.entry("EARSHOT_STRIPE_SECRETS", secret("whsec_0123456789")),
        Map.entry("EARSHOT_STRIPE_KEY", secret("rk_test_0123456789")),
        Map.entry("EARSHOT_STRIPE_URL", "http://127.0.0.1:" + refusing.port()),
        Map.entry("EARSHOT_PRICES", "price_1:basic"), Map.entry("EARSHOT_HOOKS", "on"),
        Map.entry("EARSHOT_HOOKS_INSIDE", "on"),
        Map.entry("EARSHOT_HOOKS_FILE", apps.toString()));
  }

  private String secret(String text) {
    secrets.add(text);
    return text;
  }

  private static String post(String path, String header) {
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\nContent-Length: 2\r\n\r\n{}";
  }

  private String text() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no object: " + line, e);
    }
  }
}
