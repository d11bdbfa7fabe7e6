package dev.earshot.gateway.dialect.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.dialect.Endpoint.Call;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Refusal.NotKnown;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.deepgram.Minting.Minted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class GrantEndpointTest {
  private static final Map<String, String> KEY = Map.of("authorization", "Token KEY");

  private final List<Duration> lives = new ArrayList<>();
  private final GrantEndpoint endpoint = new GrantEndpoint(this::mint, () -> "id-1");

  /// Knows one key.
  private Mono<Minted> mint(String key, Duration life) {
    return Mono.fromSupplier(() -> {
      if (!key.equals("KEY")) {
        return new Minted.Refused(new NotKnown(NotKnown.Why.UNKNOWN));
      }
      lives.add(life);
      return new Minted.Token("TOKEN", life.minusSeconds(1));
    });
  }

  @ParameterizedTest
  @CsvSource({"'', 30", "' ', 30", "{}, 30", "'{\"ttl_seconds\":null}', 30",
      "'{\"ttl_seconds\":1}', 1", "'{\"ttl_seconds\":3600}', 3600", "'{\"other\":1}', 30"})
  void grant_ofAKey_livesAsLongAsAsked(String body, int seconds) {
    var reply = post(body, KEY);

    assertThat(lives).containsExactly(Duration.ofSeconds(seconds));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(
        "{\"access_token\":\"TOKEN\",\"expires_in\":" + (seconds - 1) + "}");
    assertThat(reply.headers()).containsEntry("cache-control", "no-store")
        .containsEntry("dg-request-id", "id-1")
        .containsEntry("access-control-allow-origin", "*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ttl_seconds\":0}", "{\"ttl_seconds\":3601}", "{\"ttl_seconds\":-1}",
      "{\"ttl_seconds\":1.5}", "{\"ttl_seconds\":\"30\"}", "{\"ttl_seconds\":99999999999}", "[]",
      "30", "ttl_seconds=30", "{\"ttl_seconds\":30} x"})
  void grant_ofAnotherBody_is400(String body) {
    var reply = post(body, KEY);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .startsWith("{\"err_code\":\"Bad Request\",\"err_msg\":\"ttl_seconds: ");
    assertThat(lives).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Token OTHER, the key is nobody's", "Other KEY, no key was shown"})
  void grant_ofNoKey_is401(String header, String why) {
    var reply = post("", Map.of("authorization", header));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).isEqualTo("{\"err_code\":\"INVALID_AUTH\",\"err_msg\":"
        + "\"Invalid credentials. key: " + why + " (expected: a key or token of this gateway)\","
        + "\"request_id\":\"id-1\"}");
  }

  @Test
  void grant_notAllowed_is403() {
    var refusing = new GrantEndpoint((_, _) -> Mono.just(
        new Minted.Refused(new Refusal.NotAllowed("scope: listen (expected: mint)"))), () -> "id");

    var reply = Objects.requireNonNull(refusing.answer(call("POST", "", KEY)).block());

    assertThat(reply.status()).isEqualTo(403);
  }

  @Test
  void grant_storeFails_is503() {
    var failing = new GrantEndpoint((_, _) -> Mono.error(new IllegalStateException("away")),
        () -> "id");

    var reply = Objects.requireNonNull(failing.answer(call("POST", "", KEY)).block());

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("retry-after", "5");
  }

  @Test
  void grant_storeHangs_is503WithinFiveSeconds() {
    var hanging = new GrantEndpoint((_, _) -> Mono.never(), () -> "id");

    StepVerifier.withVirtualTime(() -> hanging.answer(call("POST", "", KEY)).map(Reply::status))
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(4_999))
        .thenAwait(Duration.ofMillis(1))
        .expectNext(503)
        .verifyComplete();
  }

  @ParameterizedTest
  @CsvSource({"'authorization,x-fern-language', 'authorization,x-fern-language'",
      "'a\r\nset-cookie: b', 'authorization, content-type'"})
  void preflight_ofAPage_allowsItsHeaders(String wanted, String allowed) {
    var reply = Objects.requireNonNull(endpoint.answer(
        call("OPTIONS", "", Map.of("access-control-request-headers", wanted))).block());

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.headers()).containsEntry("access-control-allow-headers", allowed)
        .containsEntry("access-control-allow-methods", "POST");
  }

  @Test
  void token_isInNoLog() {
    assertThat(new Minted.Token("SECRET", Duration.ofSeconds(1)).toString())
        .doesNotContain("SECRET");
  }

  private Reply post(String body, Map<String, String> headers) {
    return Objects.requireNonNull(endpoint.answer(call("POST", body, headers)).block());
  }

  private static Call call(String method, String body, Map<String, String> headers) {
    return new Call(method, new Request("/v1/auth/grant", Map.of(), headers), body);
  }
}
