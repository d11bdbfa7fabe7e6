package dev.earshot.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.admin.AdminKey;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The API of accounts over real sockets, with a real file behind it.
@Timeout(60)
@ExtendWith(CleanLog.class)
class AccountApiTest {
  private static final String CREDITS = "/v1/users/me/credits";
  private static final String USAGE = "/v1/users/me/usage";

  private final Path data;
  @SuppressWarnings("NullAway.Init")
  private TestHouse house;

  AccountApiTest(@TempDir Path data) {
    this.data = data;
  }

  @BeforeEach
  void open() {
    house = TestHouse.open(data, SocketLimits.DEFAULT, MonthlyGrant.of(Duration.ofMinutes(10)));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Token", "bearer"})
  void credits_ofWhoCalls_areThoseOfTheOperator(String scheme) {
    var answer = request("GET", CREDITS, scheme + " " + TestHouse.KEY, "");
    var json = Heard.json(answer.body());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "application/json")
        .containsEntry("cache-control", "no-store")
        .containsEntry("access-control-allow-origin", "*");
    assertThat(json.path("account").asText()).isEqualTo("ann");
    assertThat(json.path("plan").asText()).isEqualTo("basic");
    assertThat(json.path("unlimited").asBoolean(true)).isFalse();
    assertThat(json.path("remaining_ms").asLong()).isEqualTo(600_000);
    assertThat(json.path("used_ms_month").asLong()).isZero();
    assertThat(Instant.parse(json.path("resets_at").asText()))
        .isEqualTo(month().plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  @Test
  void usage_afterAStream_isWhatItWasCharged() {
    try (var stream = house.stream()) {
      stream.seconds(3, TestHouse.RATE).finish();
      assertThat(stream.readAll().closeText()).isNotNull();
    }
    house.awaitNoStreams();

    var used = house.usedMs();
    var month = json(USAGE + "?zone=Europe/Berlin");
    var day = json(USAGE + "?day=" + Instant.now().atOffset(ZoneOffset.UTC).toLocalDate());

    assertThat(used).isEqualTo(3_000);
    assertThat(month.path("transcription_ms").asLong()).isEqualTo(used);
    assertThat(month.path("buckets").size()).isBetween(28, 31);
    assertThat(day.path("buckets")).hasSize(24);
    assertThat(day.path("transcription_ms").asLong()).isEqualTo(used);
    assertThat(json(CREDITS).path("used_ms_month").asLong()).isEqualTo(used);
  }

  @Test
  void usage_inAZone_namesItsOffsets() {
    var json = json(USAGE + "?day=2026-10-25&zone=Europe/Berlin");

    assertThat(json.path("buckets")).hasSize(25);
    assertThat(json.path("buckets").get(2).path("start").asText())
        .isEqualTo("2026-10-25T02:00:00+02:00");
    assertThat(json.path("buckets").get(3).path("start").asText())
        .isEqualTo("2026-10-25T02:00:00+01:00");
  }

  @Test
  void usage_wrong_isAProblem() {
    var answer = get(USAGE + "?day=2026-02-30", TestHouse.KEY);

    assertProblem(answer, 400, "bad_request");
    assertThat(Heard.json(answer.body()).path("detail").asText())
        .isEqualTo("day: 2026-02-30 (expected: such as 2026-11-29, of 2000 to 2099)");
  }

  @ParameterizedTest
  @CsvSource({CREDITS, USAGE})
  void key_missing_is401(String path) {
    var answer = get(path, null);

    assertProblem(answer, 401, "unauthorized");
    assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer realm=\"earshot\"");
  }

  @Test
  void key_unknown_is401() {
    var answer = get(CREDITS, "nobodys-" + CleanLog.SECRET);

    assertProblem(answer, 401, "unauthorized");
    assertThat(answer.headers()).containsEntry("www-authenticate",
        "Bearer realm=\"earshot\", error=\"invalid_token\"");
  }

  /// Nobody is let in as an account, or as every account, by the key of the operations port.
  @Test
  void key_ofTheOperator_is401() throws IOException {
    var key = AdminKey.read(data);

    assertProblem(get(CREDITS, key), 401, "unauthorized");
    assertProblem(get(CREDITS, key + TestHouse.ACCOUNT), 401, "unauthorized");
    assertThat(WireClient.connect(house.port())
        .request(WireClient.handshake("/v1/listen?encoding=linear16&sample_rate=16000", key))
        .status()).isEqualTo(401);
  }

  @Test
  void key_thatOnlyOpensStreams_is403() {
    var token = Heard.json(request("POST", "/v1/auth/grant", "Token " + TestHouse.KEY, "").body())
        .path("access_token")
        .asText();

    assertThat(token).isNotEmpty();
    assertProblem(get(CREDITS, token), 403, "forbidden");
  }

  @Test
  void method_another_is405() {
    var answer = request("PUT", CREDITS, "Bearer " + TestHouse.KEY, "{}");

    assertProblem(answer, 405, "not_allowed");
    assertThat(answer.headers()).containsEntry("allow", "GET, OPTIONS");
  }

  @Test
  void body_tooLong_is413() {
    assertProblem(request("GET", CREDITS, "Bearer " + TestHouse.KEY, "x".repeat(20_000)), 413,
        "too_long");
  }

  @Test
  void body_tooLongInChunks_is413() {
    try (var client = WireClient.connect(house.port())) {
      var chunk = "1000\r\n" + "x".repeat(4_096) + "\r\n";
      assertProblem(client.request("POST " + CREDITS + " HTTP/1.1\r\nHost: x\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5)), 413, "too_long");
    }
  }

  @Test
  void body_tooLongElsewhere_is413InItsWords() {
    var answer = request("POST", "/v1/auth/grant", "Token " + TestHouse.KEY, "x".repeat(20_000));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("body: longer than may be (expected: at most 16384 bytes)");
  }

  @Test
  void query_malformed_is400() {
    assertProblem(get(USAGE + "?day=%zz", TestHouse.KEY), 400, "bad_request");
  }

  @Test
  void preflight_ofAPage_allowsTheKey() {
    try (var client = WireClient.connect(house.port())) {
      var answer = client.request("OPTIONS " + USAGE + " HTTP/1.1\r\nHost: x\r\n"
          + "Origin: https://app.example\r\nAccess-Control-Request-Method: GET\r\n"
          + "Access-Control-Request-Headers: authorization\r\n\r\n");

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.headers()).containsEntry("access-control-allow-origin", "*")
          .containsEntry("access-control-allow-methods", "GET")
          .containsEntry("access-control-allow-headers", "authorization");
    }
  }

  private static void assertProblem(Answer answer, int status, String type) {
    var json = Heard.json(answer.body());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json")
        .containsEntry("access-control-allow-origin", "*");
    assertThat(json.path("type").asText()).isEqualTo("tag:earshot.dev,2026:" + type);
    assertThat(json.path("status").asInt()).isEqualTo(status);
    assertThat(json.path("title").asText()).isNotEmpty();
    assertThat(json.path("detail").asText()).contains(": ").contains("expected");
  }

  private JsonNode json(String path) {
    var answer = get(path, TestHouse.KEY);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Heard.json(answer.body());
  }

  private Answer get(String path, @Nullable String key) {
    return request("GET", path, key == null ? null : "Bearer " + key, "");
  }

  private Answer request(String method, String path, @Nullable String authorization,
      String body) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(method + " " + path + " HTTP/1.1\r\nHost: x\r\n"
          + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
          + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }

  private static YearMonth month() {
    return YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC));
  }
}
