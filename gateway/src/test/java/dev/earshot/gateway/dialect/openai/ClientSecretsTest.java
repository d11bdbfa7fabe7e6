package dev.earshot.gateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.StreamId;
import dev.earshot.gateway.dialect.Endpoint.Call;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/// What is answered to who wants a secret for a browser, and what the secret carries.
class ClientSecretsTest {
  private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);
  private final List<String> minted = new ArrayList<>();
  private final ClientSecrets documented = ClientSecrets.documented(Talker.ENGINE, this::mint,
      () -> new StreamId(new UUID(1, 2)));
  private final ClientSecrets beta = ClientSecrets.beta(Talker.ENGINE, this::mint,
      () -> new StreamId(new UUID(1, 2)));

  @Test
  void answer_documented_isTheSecretAndTheSession() {
    var reply = post(documented, """
        {"expires_after":{"anchor":"created_at","seconds":7200},"session":{"type":"transcription",\
        "audio":{"input":{"turn_detection":null,"transcription":{"model":"whisper-1"}}}}}""");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsEntry("access-control-allow-origin", "*")
        .containsEntry("cache-control", "no-store");
    assertThat(reply.body()).isEqualTo("""
        {"value":"ek_a.b.c","expires_at":1800000000,"session":{\
        "id":"sess_00000000000000010000000000000002","object":"realtime.transcription_session",\
        "type":"transcription","audio":{"input":{"format":{"type":"audio/pcm","rate":24000},\
        "transcription":{"model":"whisper-1"},"noise_reduction":null,"turn_detection":null}},\
        "include":null}}""");
    assertThat(minted.getFirst()).startsWith("sk-1 PT2H {")
        .contains("\"turn_detection\":null", "whisper-1");
  }

  @Test
  void answer_beta_isTheSessionAndTheSecretInIt() {
    var reply = post(beta, "{\"input_audio_format\":\"g711_ulaw\"}");

    assertThat(reply.body()).startsWith("{\"id\":\"sess_")
        .contains("\"input_audio_format\":\"g711_ulaw\"",
            "\"client_secret\":{\"value\":\"ek_a.b.c\",\"expires_at\":1800000000}");
    assertThat(minted.getFirst()).startsWith("sk-1 PT1M {").contains("audio/pcmu");
  }

  @Test
  void answer_withoutABody_isTheUsualForTenMinutes() {
    assertThat(post(documented, "").status()).isEqualTo(200);
    assertThat(minted.getFirst()).startsWith("sk-1 PT10M ");
  }

  @Test
  void secret_whatItCarries_presetsItsSessions() {
    post(documented, """
        {"session":{"audio":{"input":{"turn_detection":null,"format":{"type":"audio/pcm",\
        "rate":16000}}}}}""");
    var talker = new Talker();
    talker.dialect().preset(minted.getFirst().substring("sk-1 PT10M ".length()));

    assertThat(talker.greeted().last().at("/session/audio/input/format/rate").asInt())
        .isEqualTo(16_000);
    assertThat(talker.appends(200).says(Talker.COMMIT).types()).endsWith("committed", "added");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      {"expires_after":{"anchor":"created_at","seconds":9}} | expires_after.seconds
      {"expires_after":{"anchor":"created_at","seconds":7201}} | expires_after.seconds
      {"expires_after":{"anchor":"birth"}} | expires_after.anchor
      {"session":{"type":"realtime"}} | session.type
      {"lifetime":5} | body.lifetime
      [] | body
      """)
  void answer_badRequest_namesWhatIsWrong(String body, String param) {
    var reply = post(documented, body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("\"param\":\"" + param + "\"");
    assertThat(minted).isEmpty();
  }

  @Test
  void answer_noJson_is400() {
    assertThat(post(documented, "{").status() + " " + post(beta, "nonsense").status())
        .isEqualTo("400 400");
  }

  @Test
  void answer_sessionTooLongForAToken_is400() {
    var reply = post(documented, "{\"session\":{\"audio\":{\"input\":{\"transcription\":{"
        + "\"prompt\":\"" + "x".repeat(3_000) + "\"}}}}}");

    assertThat(reply.status() + reply.body()).startsWith("400").contains("\"param\":\"session\"");
  }

  @Test
  void answer_wrongKey_is401() {
    var reply = answer(documented, new Call("POST", request(Map.of("authorization", "Bearer no")),
        "{}"));

    assertThat(reply.status() + reply.body()).startsWith("401").contains("invalid_api_key");
  }

  @Test
  void answer_preflight_letsPagesAsk() {
    var reply = answer(documented, new Call("OPTIONS", request(Map.of("origin", "https://a.b",
        "access-control-request-headers", "authorization,x-stainless-os")), ""));

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.headers()).containsEntry("access-control-allow-origin", "*")
        .containsEntry("access-control-allow-methods", "POST")
        .containsEntry("access-control-allow-headers", "authorization,x-stainless-os");
  }

  private Mono<Minting.Outcome> mint(Credential key, Duration life, String session) {
    if (!(key instanceof Credential.Shown(var value)) || !value.equals("sk-1")) {
      return Mono.just(new Minting.Outcome.Refused(
          new Refusal.NotKnown(Refusal.NotKnown.Why.UNKNOWN)));
    }
    minted.add(value + " " + life + " " + session);
    return Mono.just(new Minting.Outcome.Minted("a.b.c", EXPIRY));
  }

  private static Reply post(ClientSecrets to, String body) {
    return answer(to, new Call("POST", request(Map.of("authorization", "Bearer sk-1")), body));
  }

  private static Reply answer(ClientSecrets by, Call call) {
    return Objects.requireNonNull(by.answer(call).block());
  }

  private static Request request(Map<String, String> headers) {
    return new Request("/v1/realtime/client_secrets", Map.of(), headers);
  }
}
