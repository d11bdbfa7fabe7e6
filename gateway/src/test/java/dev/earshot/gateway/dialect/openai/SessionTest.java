package dev.earshot.gateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client sets up, and what is refused of it.
class SessionTest {
  private static final String USUAL = """
      {"id":"sess_00000000000000010000000000000002","object":"realtime.transcription_session",\
      "type":"transcription","audio":{"input":{"format":{"type":"audio/pcm","rate":24000},\
      "transcription":{"model":"scripted"},"noise_reduction":null,\
      "turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,\
      "silence_duration_ms":500}}},"include":null}""";

  @Test
  void greeting_ofTheDocumentedApi_isTheFullSession() {
    var first = new Talker().greeted().last();

    assertThat(first.path("type").asText()).isEqualTo("session.created");
    assertThat(first.path("session")).hasToString(USUAL);
  }

  @Test
  void greeting_ofTheBeta_hasItsNamesAndShape() {
    var first = new Talker(Style.BETA).greeted().last();

    assertThat(first.path("type").asText()).isEqualTo("transcription_session.created");
    assertThat(first.path("session")).hasToString("""
        {"id":"sess_00000000000000010000000000000002","object":"realtime.transcription_session",\
        "input_audio_format":"pcm16","input_audio_transcription":{"model":"scripted"},\
        "turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,\
        "silence_duration_ms":500},"input_audio_noise_reduction":null,"include":null}""");
  }

  @Test
  void update_withAPart_leavesTheRest() {
    var talker = new Talker().says(update("""
        "transcription":{"model":"gpt-4o-transcribe","language":"en"}"""))
        .says(update("""
            "transcription":{"prompt":"names"},"noise_reduction":{"type":"near_field"}"""))
        .says(update("""
            "turn_detection":{"type":"server_vad","silence_duration_ms":900}"""));

    assertThat(talker.last().at("/session/audio/input")).hasToString("""
        {"format":{"type":"audio/pcm","rate":24000},"transcription":{"model":"gpt-4o-transcribe",\
        "language":"en","prompt":"names"},"noise_reduction":{"type":"near_field"},\
        "turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,\
        "silence_duration_ms":900}}""");
  }

  @Test
  void update_withNull_clears() {
    var talker = new Talker().says(update("""
        "noise_reduction":{"type":"far_field"}"""))
        .says(update("""
            "noise_reduction":null,"turn_detection":null"""));

    assertThat(talker.last().at("/session/audio/input/noise_reduction").isNull()).isTrue();
    assertThat(talker.last().at("/session/audio/input/turn_detection").isNull()).isTrue();
  }

  @Test
  void update_ofTheBeta_isAnsweredInItsShape() {
    var answer = new Talker(Style.BETA).says("""
        {"type":"transcription_session.update","session":{"input_audio_format":"pcm16",\
        "input_audio_transcription":{"model":"whisper-1"},"turn_detection":null,\
        "include":["item.input_audio_transcription.logprobs"]}}""").last();

    assertThat(answer.path("type").asText()).isEqualTo("transcription_session.updated");
    assertThat(answer.path("session")).hasToString("""
        {"id":"sess_00000000000000010000000000000002","object":"realtime.transcription_session",\
        "input_audio_format":"pcm16","input_audio_transcription":{"model":"whisper-1"},\
        "turn_detection":null,"input_audio_noise_reduction":null,\
        "include":["item.input_audio_transcription.logprobs"]}""");
  }

  @Test
  void update_everythingThatClientsSend_isTaken() {
    var talker = new Talker().says(
        """
            {"type":"session.update","event_id":"e","session":{"type":"transcription","audio":{"input":{\
            "format":{"type":"audio/pcm","rate":16000},"transcription":{"model":"gpt-realtime-whisper",\
            "language":"en","languages":["en","de"],"prompt":"p","keywords":["Earshot"],"delay":"low"},\
            "turn_detection":{"type":"semantic_vad","eagerness":"high","create_response":false,\
            "interrupt_response":true},"noise_reduction":null}},\
            "include":["item.input_audio_transcription.logprobs"]}}""");

    assertThat(talker.last().path("session")).hasToString("""
        {"id":"sess_00000000000000010000000000000002","object":"realtime.transcription_session",\
        "type":"transcription","audio":{"input":{"format":{"type":"audio/pcm","rate":16000},\
        "transcription":{"model":"gpt-realtime-whisper","language":"en","languages":["en","de"],\
        "prompt":"p","keywords":["Earshot"],"delay":"low"},"noise_reduction":null,\
        "turn_detection":{"type":"semantic_vad","eagerness":"high"}}},\
        "include":["item.input_audio_transcription.logprobs"]}""");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      "audio":{"input":{"format":{"type":"audio/pcm","rate":44100}}} | session.audio.input.format.rate
      "audio":{"input":{"format":{"type":"audio/mp3"}}} | session.audio.input.format.type
      "audio":{"input":{"format":"pcm16"}} | session.audio.input.format
      "audio":{"input":{"turn_detection":{"type":"magic"}}} | session.audio.input.turn_detection.type
      "audio":{"input":{"turn_detection":{"threshold":1.5}}} | session.audio.input.turn_detection.threshold
      "audio":{"input":{"turn_detection":{"prefix_padding_ms":-1}}} | session.audio.input.turn_detection.prefix_padding_ms
      "audio":{"input":{"turn_detection":{"silence_duration_ms":"5"}}} | session.audio.input.turn_detection.silence_duration_ms
      "audio":{"input":{"noise_reduction":{"type":"none"}}} | session.audio.input.noise_reduction.type
      "audio":{"input":{"transcription":{"model":7}}} | session.audio.input.transcription.model
      "audio":{"input":{"transcription":{"language":"!"}}} | session.audio.input.transcription.language
      "audio":{"input":{"transcription":{"delay":"long"}}} | session.audio.input.transcription.delay
      "audio":{"output":{}} | session.audio.output
      "audio":3 | session.audio
      "type":"realtime" | session.type
      "include":["everything"] | session.include
      "instructions":"x" | session.instructions
      """)
  void update_badValue_isAnErrorThatNamesIt(String field, String param) {
    var talker = new Talker().greeted()
        .says("{\"type\":\"session.update\",\"event_id\":\"e7\","
            + "\"session\":{\"type\":\"transcription\","
            + field.replace("\"type\":\"transcription\",",
                "")
            + "}}");
    if (field.startsWith("\"type\"")) {
      talker = new Talker().greeted()
          .says("{\"event_id\":\"e7\",\"type\":\"session.update\","
              + "\"session\":{" + field + "}}");
    }

    var error = talker.last().path("error");
    assertThat(talker.last().path("type").asText() + " " + error.path("param").asText())
        .isEqualTo("error " + param);
    assertThat(error.path("event_id").asText()).isEqualTo("e7");
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(talker.says("{\"type\":\"session.update\",\"session\":{}}").last().path("session"))
        .as("nothing of it holds")
        .hasToString(USUAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"type\":\"session.update\"}",
      "{\"type\":\"session.update\",\"session\":null}",
      "{\"type\":\"session.update\",\"session\":[]}"})
  void update_withoutASession_isAnError(String message) {
    assertThat(new Talker().says(message).last().at("/error/param").asText())
        .isEqualTo("session");
  }

  @Test
  void format_behindTheFirstSound_isRefused() {
    var talker = new Talker().appends(20).says(update("""
        "format":{"type":"audio/pcm","rate":16000}"""));

    assertThat(talker.last().at("/error/param").asText())
        .isEqualTo("session.audio.input.format");
  }

  @Test
  void format_againBehindTheFirstSound_isTaken() {
    var talker = new Talker().appends(20).says(update("""
        "format":{"type":"audio/pcm","rate":24000}"""));

    assertThat(talker.last().path("type").asText()).isEqualTo("session.updated");
  }

  @Test
  void format_beforeTheFirstSound_isWhatTheSoundIs() {
    var talker = new Talker().says(update("""
        "format":{"type":"audio/pcm","rate":16000}""")).says(append(new byte[64]));

    assertThat(talker.meant().toString()).contains("sampleRateHz=16000");
  }

  private static String update(String input) {
    return "{\"type\":\"session.update\",\"session\":{\"type\":\"transcription\",\"audio\":{"
        + "\"input\":{" + input + "}}}}";
  }

  private static String append(byte... sound) {
    return "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(sound) + "\"}";
  }
}
