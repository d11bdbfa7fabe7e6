package dev.earshot.gateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.identity.StreamId;
import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.Entrance.Door;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish;
import dev.earshot.gateway.dialect.Wish.Credential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// In which shapes a client may ask, and how it is refused.
class OpenAiEntranceTest {
  private final OpenAiEntrance entrance = new OpenAiEntrance(Talker.ENGINE);

  @ParameterizedTest
  @CsvSource({"intent=transcription,scripted",
      "model=gpt-4o-transcribe,gpt-4o-transcribe",
      "model=gpt-realtime-whisper,gpt-realtime-whisper",
      "model=my-own,my-own",
      "intent=transcription&model=whisper-1,whisper-1",
      "intent=transcription&model=gpt-4o-realtime-preview,scripted",
      "api-version=2025-04-01-preview&deployment=my-whisper,my-whisper"})
  void open_shapeThatClientsHave_isATranscription(String query, String model) {
    assertThat(greeting(open(query, Map.of())))
        .contains("\"type\":\"session.created\"", "\"model\":\"" + model + "\"");
  }

  @ParameterizedTest
  @CsvSource({"'',intent", "intent=conversation,intent", "model=gpt-realtime,model",
      "model=gpt-realtime-mini,model", "model=gpt-4o-mini-realtime-preview-2024-12-17,model",
      "intent=transcription&call_id=rtc_1,call_id", "model=,model"})
  void open_shapeThatIsNone_isRefusedByName(String query, String name) {
    assertThatThrownBy(() -> open(query, Map.of()))
        .isInstanceOfSatisfying(BadRequestException.class,
            bad -> assertThat(bad.problems().getFirst().name()).isEqualTo(name));
  }

  static Stream<Arguments> credentials() {
    return Stream.of(
        Arguments.of(Map.of("authorization", "Bearer sk-1"), new Credential.Shown("sk-1")),
        Arguments.of(Map.of("authorization", "bearer ek_1"), new Credential.Shown("ek_1")),
        Arguments.of(Map.of("api-key", "k2"), new Credential.Shown("k2")),
        Arguments.of(Map.of("sec-websocket-protocol",
            "realtime, openai-insecure-api-key.ek_3, openai-organization.o, openai-project.p"),
            new Credential.Shown("ek_3")),
        Arguments.of(Map.of(), new Credential.Missing()),
        Arguments.of(Map.of("authorization", "Basic abc"), new Credential.Missing()),
        Arguments.of(Map.of("authorization", "Bearer "), new Credential.Missing()),
        Arguments.of(Map.of("sec-websocket-protocol", "realtime, openai-insecure-api-key."),
            new Credential.Missing()));
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void open_key_isFoundWhereClientsShowIt(Map<String, String> headers, Credential key) {
    assertThat(open("intent=transcription", headers).key()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({"'realtime, openai-insecure-api-key.ek_3, openai-beta.realtime-v1',realtime",
      "openai-insecure-api-key.ek_3,"})
  void open_subprotocol_isNeverTheSecret(String offered, String spoken) {
    assertThat(open("intent=transcription", Map.of("sec-websocket-protocol", offered))
        .subprotocol()).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource({"openai-beta,realtime=v1", "sec-websocket-protocol,'realtime, "
      + "openai-beta.realtime-v1'"})
  void open_clientOfTheBeta_isGreetedInItsWords(String header, String value) {
    assertThat(greeting(open("intent=transcription", Map.of(header, value))))
        .contains("transcription_session.created");
  }

  @Test
  void open_otherBetaHeader_isTheDocumentedApi() {
    assertThat(greeting(open("intent=transcription", Map.of("openai-beta", "assistants=v2"))))
        .contains("\"session.created\"");
  }

  @Test
  void door_isBeforeTheUpgrade() {
    assertThat(entrance.door()).isEqualTo(Door.BEFORE_UPGRADE);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new Refusal.NotKnown(Refusal.NotKnown.Why.UNKNOWN), 401, "invalid_api_key"),
        Arguments.of(new Refusal.NoCredit(), 429, "insufficient_quota"),
        Arguments.of(new Refusal.TooMany("streams: 5", Duration.ofSeconds(3)), 429,
            "rate_limit_exceeded"),
        Arguments.of(new Refusal.Busy("memory: full", Duration.ofSeconds(3)), 503,
            "server_overloaded"),
        Arguments.of(new Refusal.NotAllowed("origin"), 403, "permission_denied"),
        Arguments.of(new Refusal.NoUpgrade(), 426, "upgrade_required"),
        Arguments.of(Refusal.BadRequest.with("intent", "x", "transcription"), 400,
            "invalid_value"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuse_reason_isAnErrorOfOpenAis(Refusal why, int status, String code) {
    var reply = entrance.refuse(why, "id");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).startsWith("{\"error\":{\"type\":\"")
        .contains("\"code\":\"" + code + "\"", "\"message\":", "\"param\":");
  }

  @Test
  void refuse_noRoom_saysWhenToComeBack() {
    assertThat(entrance.refuse(new Refusal.Busy("memory: full", Duration.ofSeconds(3)), "id")
        .headers()).containsEntry("retry-after", "3").containsEntry("x-request-id", "id");
  }

  private Wish open(String query, Map<String, String> headers) {
    return entrance.open(new Request("/v1/realtime", parameters(query), headers));
  }

  private static String greeting(Wish wish) {
    return wish.dialect().apply(new StreamId(new UUID(1, 2))).greeting().getFirst();
  }

  private static Map<String, List<String>> parameters(String query) {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (var pair : query.isEmpty() ? new String[0] : query.split("&")) {
      var parts = pair.split("=", -1);
      parameters.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
    }
    return parameters;
  }
}
