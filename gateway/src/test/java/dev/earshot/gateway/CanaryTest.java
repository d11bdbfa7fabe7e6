package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.admin.AdminKey;
import dev.earshot.gateway.auth.Access;
import dev.earshot.gateway.auth.Access.Granted;
import dev.earshot.gateway.auth.Access.Revoked;
import dev.earshot.gateway.auth.Access.Unknown;
import dev.earshot.gateway.auth.IssuerDouble;
import dev.earshot.gateway.auth.Scope;
import dev.earshot.gateway.auth.Terms;
import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.Engines;
import dev.earshot.gateway.config.Engines.Relaying;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Every secret that a gateway has to do with is used, rightly and wrongly, while everything that any
/// library writes is heard. None of them may be found anywhere.
@Timeout(60)
class CanaryTest {
  private static final String DEEPGRAM = "/v1/listen?encoding=linear16&sample_rate=16000";
  private static final String OPENAI = "/v1/realtime?intent=transcription";

  private final LogLines lines = new LogLines();
  private final List<String> secrets = new ArrayList<>();
  private final List<Object> told = new ArrayList<>();
  private final IssuerDouble issuer = new IssuerDouble();
  private final Path data;
  private final TestHouse house;

  CanaryTest(@TempDir Path dir) throws IOException {
    data = dir.resolve("data");
    house = TestHouse.open(data, issuer.issuer(),
        new FirstKey(new AccountId(IssuerDouble.SUBJECT), secret("key-of-the-subject"),
            MonthlyGrant.unlimited()));
  }

  @BeforeEach
  void listen() {
    lines.open();
  }

  @AfterEach
  void close() {
    lines.close();
    house.close();
    issuer.close();
  }

  @Test
  void secrets_usedRightlyAndWrongly_areNowhere() throws Exception {
    secrets.add(TestHouse.KEY);
    secrets.add(Files.readString(data.resolve("token-key")));
    var admin = secret(AdminKey.read(data));
    var made = Heard.json(ask("POST", "/admin/keys", admin, "{\"account\":\"bob\"}"));
    var key = secret(made.path("key").asText());
    ask("POST", "/admin/keys", secret(admin + "x"), "{\"account\":\"bob\"}");
    ask("POST", "/admin/keys", admin, "{\"account\":\"bob\",\"name\":\"\\n\"}");
    ask("DELETE", "/admin/keys/" + key, admin, "");
    listens(key, 1_000);
    listens(secret(key + "x"), 1_008);
    listensInTheFirstMessage(secret("esk_nobodys-key-0123456789"));
    listensThroughAnother(secret("esk_upstream-key-0123456789"));
    var token = tokens(key);
    ask("DELETE", "/admin/keys/" + made.path("id").asText(), admin, "");
    assertThat(admit(key, Scope.LISTEN)).isInstanceOf(Revoked.class);
    assertThat(admit(token, Scope.LISTEN)).isInstanceOf(Revoked.class);
    listens(key, 1_008);
    told.add(ask("GET", "/metrics", admin, ""));
    told.add(ask("GET", "/admin/keys", admin, ""));
    toStrings();
    house.awaitNoStreams();

    assertThat(lines.seen()).as("what was heard").hasSizeGreaterThan(20);
    assertThat(secrets).hasSizeGreaterThan(8);
    assertThat(lines.seen()).allSatisfy(this::isClean);
    assertThat(told).allSatisfy(thing -> isClean(thing.toString()));
  }

  /// Wherever a client of either dialect may show a secret, and whatever makes one for it.
  @ParameterizedTest
  @ValueSource(strings = {DEEPGRAM, OPENAI})
  void secrets_shownInADialect_areNowhere(String path) throws Exception {
    secrets.add(TestHouse.KEY);
    secrets.add(Files.readString(data.resolve("token-key")));
    var wrong = secret("esk_nobodys-key-0123456789");
    var granted = made(post("/v1/auth/grant", TestHouse.KEY, "{\"ttl_seconds\":60}"),
        "access_token");
    var minted = made(post("/v1/realtime/client_secrets", TestHouse.KEY, "{}"), "value");
    var foreign = secret(issuer.token(Instant.now()));
    var forged = secret(foreign.substring(0, foreign.length() - 8) + "AAAAAAAA");
    assertThat(admit(foreign, Scope.LISTEN)).isInstanceOf(Granted.class);
    assertThat(admit(forged, Scope.LISTEN)).isInstanceOf(Unknown.class);
    for (var key : List.of(TestHouse.KEY, granted, minted, foreign)) {
      shows(path, key).forEach((way, request) -> assertThat(told(request).status())
          .as(way + " of " + path)
          .isEqualTo(101));
      post("/v1/auth/grant", key, "{\"ttl_seconds\":0}");
      post("/v1/realtime/client_secrets", key, "{\"session\":7}");
    }
    for (var key : List.of(wrong, secret(granted + "x"), secret(minted + "x"), forged)) {
      shows(path, key).forEach((way, request) -> assertThat(told(request).status())
          .as(way + " of " + path)
          .isEqualTo(401));
      assertThat(post("/v1/auth/grant", key, "{}").status()).isEqualTo(401);
      assertThat(post("/v1/realtime/client_secrets", key, "{}").status()).isEqualTo(401);
    }
    house.awaitNoStreams();

    assertThat(lines.seen()).as("what was heard").hasSizeGreaterThan(10);
    assertThat(secrets).hasSize(10);
    assertThat(lines.seen()).allSatisfy(this::isClean);
    assertThat(told).hasSizeGreaterThan(8)
        .allSatisfy(thing -> isClean(thing.toString()));
  }

  /// A request for a stream, by the way in which it shows its key.
  private static Map<String, String> shows(String path, String key) {
    var protocols = path.equals(DEEPGRAM)
        ? "token, " + key
        : "realtime, openai-insecure-api-key." + key;
    return Map.of("header", WireClient.handshake(path, key), "subprotocol",
        WireClient.handshake(path, null)
            .replaceFirst("\r\n\r\n$", "\r\nSec-WebSocket-Protocol: " + protocols + "\r\n\r\n"));
  }

  /// The answer, which shows no secret either.
  private Answer told(String request) {
    try (var client = WireClient.connect(house.port())) {
      var answer = client.request(request);
      told.add(answer);
      return answer;
    }
  }

  private Answer post(String path, String key, String body) {
    try (var client = WireClient.connect(house.port())) {
      return client.request("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n"
          + "Authorization: Bearer " + key + "\r\nContent-Type: application/json\r\n"
          + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }

  private String made(Answer answer, String field) {
    assertThat(answer.status()).isEqualTo(200);
    return secret(Heard.json(answer.body()).path(field).asText());
  }

  /// Whoever hears nothing finds nothing.
  @Test
  void secret_inAnyLine_isFound() {
    secrets.add("esk_canary");
    LoggerFactory.getLogger("io.netty.anything").trace("header: Bearer {}", "esk_canary");
    LogLines.ours().debug("why", new IllegalStateException("esk_canary"));

    assertThat(lines.seen().stream().filter(line -> !isQuiet(line))).hasSize(2);
  }

  private String tokens(String key) {
    var doors = house.house().doors();
    var pass = ((Granted) admit(key, Scope.MINT)).pass();
    var minted = doors.tokens().mint(pass, Terms.of(Duration.ofMinutes(1)));
    var token = secret(minted.text());
    told.add(pass);
    told.add(minted);
    told.add(admit(token, Scope.LISTEN));
    told.add(admit("ek_" + token, Scope.MINT));
    assertThat(admit(secret(token + "AAAA"), Scope.LISTEN)).isInstanceOf(Unknown.class);
    assertThat(admit(secret("ek_" + token.substring(1)), Scope.LISTEN))
        .isInstanceOf(Unknown.class);
    return token;
  }

  /// Whatever a log line could be given.
  private void toStrings() {
    var doors = house.house().doors();
    told.addAll(List.of(doors, doors.gatekeeper(), doors.tokens(), doors.watch(), doors.origins(),
        house.house(), house.house().keys(),
        new FirstKey(TestHouse.ACCOUNT, TestHouse.KEY,
            MonthlyGrant.unlimited()),
        GatewayConfig.Doors.DEFAULT));
  }

  private Access admit(String shown, Scope wanted) {
    return Objects.requireNonNull(
        house.house().doors().gatekeeper().admit(shown, wanted).block());
  }

  private void listens(String key, int code) {
    try (var client = WireClient.connect(house.port()).upgrade(TestHouse.LISTEN, key)) {
      if (code == 1_000) {
        client.ready().seconds(1, TestHouse.RATE).finish();
      }
      assertThat(client.readAll().closeCode()).isEqualTo(code);
    }
  }

  /// The house is another one's recogniser, and refuses its key.
  private void listensThroughAnother(String key) {
    var engines = new Engines(List.of(new Deepgram(
        List.of(URI.create("ws://127.0.0.1:" + house.port())), new Secret(key), "nova-3")),
        Relaying.DEFAULT);
    told.add(engines);
    try (var other = TestHouse.open(data.resolve("other"), engines); var client = other.stream()) {
      client.ready().seconds(1, TestHouse.RATE).finish();
      assertThat(client.readAll().closeCode()).isEqualTo(1_011);
      assertThat(ask(other, "GET", "/admin/engines", read(data.resolve("other")), ""))
          .contains("\"refused\":1", "\"sound_ms\":0")
          .satisfies(this::isClean);
    }
  }

  private void listensInTheFirstMessage(String key) {
    var web = TestHouse.LISTEN.replace("/v4/listen", "/v4/web/listen");
    try (var client = WireClient.connect(house.port()).upgrade(web, null)) {
      client.text("{\"type\":\"auth\",\"token\":\"" + key + "\"}");
      assertThat(client.readAll().closeCode()).isEqualTo(1_008);
    }
  }

  private String ask(String method, String path, String admin, String body) {
    return ask(house, method, path, admin, body);
  }

  private static String ask(TestHouse of, String method, String path, String admin, String body) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(
          URI.create("http://127.0.0.1:" + of.house().opsPort() + path))
          .header("Authorization", "Bearer " + admin)
          .method(method, BodyPublishers.ofString(body))
          .build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path folder) {
    try {
      return AdminKey.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String secret(String text) {
    secrets.add(text);
    return text;
  }

  private void isClean(String text) {
    assertThat(isQuiet(text)).as(text).isTrue();
  }

  private boolean isQuiet(String text) {
    return secrets.stream().noneMatch(text::contains);
  }
}
