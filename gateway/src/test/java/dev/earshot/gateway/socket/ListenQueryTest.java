package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What may be asked for in the query, and what those are told who ask for something else.
@Timeout(30)
@ExtendWith(CleanLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListenQueryTest {
  private static final String BASE = "/v4/listen?codec=pcm16";
  @SuppressWarnings("NullAway.Init")
  private TestHouse house;

  @BeforeAll
  void open(@TempDir Path data) {
    house = TestHouse.open(data,
        SocketLimits.DEFAULT.handshakeWithin(Duration.ofMillis(300)));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      &sample_rate=7999         | sample_rate          | 7999
      &sample_rate=16000.0      | sample_rate          | 16000.0
      &sample_rate=             | sample_rate          | ''
      &sample_rate=99999999999  | sample_rate          | 99999999999
      &channels=3               | channels             | 3
      &channels=0               | channels             | 0
      &language=               | language             | ''
      &language=e%20n           | language             | e n
      &custom_stt=maybe         | custom_stt           | maybe
      &onboarding=enabled       | onboarding           | enabled
      &vad_gate=maybe           | vad_gate             | maybe
      &conversation_timeout=-2  | conversation_timeout | -2
      &conversation_timeout=x   | conversation_timeout | x
      &include_speech_profile=7 | include_speech_profile | 7
      &speaker_auto_assign=yes  | speaker_auto_assign  | yes
      &sample_rat=8000          | sample_rat           | 8000
      &sample_rate=8000&sample_rate=16000 | sample_rate | 8000,16000
      """)
  void parameter_badValue_isNamedWithItsValue(String query, String name, String value) {
    var problem = problems(BASE + query).get(0);

    assertThat(problem.path("name").asText() + "=" + problem.path("value").asText())
        .isEqualTo(name + "=" + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aac", "lc3", "lc3_fs1030", "PCM16", "flac", "mulaw",
      "ogg_opus"})
  void codec_withoutDecoder_isRefusedWithThoseThatThereAre(String codec) {
    var problem = problems("/v4/listen?codec=" + codec).get(0);

    assertThat(problem.path("expected").asText()).isEqualTo("pcm8, pcm16, opus, opus_fs320; "
        + "there is no decoder for aac, lc3 and lc3_fs1030");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcm8", "pcm16", "opus", "opus_fs320"})
  void codec_withDecoder_isAccepted(String codec) {
    assertThat(get("/v4/listen?codec=" + codec).status()).isEqualTo(101);
  }

  @Test
  void codec_notGiven_isAcceptedAsTheDefault() {
    assertThat(get("/v4/listen").status()).isEqualTo(101);
  }

  @ParameterizedTest
  @CsvSource({"opus,11025", "opus_fs320,44100", "opus,22050"})
  void sampleRate_thatOpusHasNot_isRefused(String codec, int rate) {
    var problem = problems("/v4/listen?codec=" + codec + "&sample_rate=" + rate).get(0);

    assertThat(problem.path("expected").asText())
        .isEqualTo("one of [8000, 12000, 16000, 24000, 48000] hertz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stt_service=x", "speaker_auto_assign=enabled", "vad_gate=enabled"})
  void parameter_ofDevices_isRefusedToBrowsers(String parameter) {
    var name = parameter.substring(0, parameter.indexOf('='));

    assertThat(problems("/v4/web/listen?" + parameter).findValuesAsText("name"))
        .containsExactly(name);
    assertThat(get("/v4/listen?" + parameter).status()).isEqualTo(101);
  }

  @Test
  void parameters_severalBadOnes_areToldAtOnce() {
    var problems = problems("/v4/listen?codec=aac&sample_rate=1&channels=3&nonsense=1");

    assertThat(problems.findValuesAsText("name")).containsExactlyInAnyOrder("codec", "sample_rate",
        "channels", "nonsense");
  }

  @Test
  void parameters_bad_answer400() {
    assertThat(get("/v4/listen?codec=aac").status()).isEqualTo(400);
  }

  @Test
  void parameters_bad_answerJson() {
    assertThat(get("/v4/listen?codec=aac").headers()).containsEntry("content-type",
        "application/json");
  }

  @Test
  void parameters_tooLongToRepeat_areCutShort() {
    var problem = problems(BASE + "&language=" + "x".repeat(4_000)).get(0);

    assertThat(problem.path("value").asText()).hasSize(67);
  }

  @Test
  void parameters_known_areAccepted() {
    var target = BASE + "&sample_rate=16000&channels=2&language=en&include_speech_profile=true"
        + "&stt_service=x&conversation_timeout=120&source=omi&custom_stt=enabled"
        + "&onboarding=disabled&speaker_auto_assign=enabled&vad_gate=&call_id=1&uid=7";

    assertThat(get(target).status()).isEqualTo(101);
  }

  @Test
  void query_brokenEscapes_areRefused() {
    assertThat(problems(BASE + "&language=%zz").get(0).path("name").asText()).isEqualTo("query");
  }

  private Answer get(String target) {
    return request(WireClient.handshake(target, TestHouse.KEY));
  }

  private Answer request(String request) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(request);
    }
  }

  private JsonNode problems(String target) {
    return Heard.json(get(target).body()).path("problems");
  }
}
