package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.gateway.upstream.Switchboard;
import dev.earshot.gateway.upstream.UpstreamLimits;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.testkit.upstream.Fault;
import dev.earshot.testkit.upstream.UpstreamContract;
import dev.earshot.testkit.upstream.UpstreamFaultContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the clients of all variants keep.
interface OpenAiClientContract extends UpstreamContract, UpstreamFaultContract {
  String KEY = "key-" + CleanLog.SECRET;

  Switchboard wires();

  Variant variant();

  String model();

  @Override
  default Recogniser recogniser() {
    return OpenAiRecogniser.of(wires(), server().uri(), KEY, model(), variant(),
        UpstreamLimits.USUAL.answers(Duration.ofSeconds(1), Duration.ofSeconds(2)));
  }

  @Override
  default Map<Fault.Close, Class<? extends RecogniserException>> goodbyes() {
    return Map.of(new Fault.Close(1_000, 1000, ""), Lost.class,
        new Fault.Close(1_000, 1001, "Your session hit the maximum duration of 30 minutes."),
        Lost.class, new Fault.Close(1_000, 1008, ""), Refused.class,
        new Fault.Close(1_000, 1011, ""), Lost.class, new Fault.Close(1_000, 1013, ""), Busy.class);
  }

  @Override
  default Map<String, Class<? extends RecogniserException>> errors() {
    return Map.of(error("insufficient_quota", "insufficient_quota"), Refused.class,
        error("invalid_request_error", "invalid_api_key"), Refused.class,
        error("rate_limit_error", "rate_limit_exceeded"), Busy.class,
        error("invalid_request_error", "session_expired"), Lost.class,
        error("server_error", "none_that_we_know"), Lost.class,
        "{\"type\":\"conversation.item.input_audio_transcription.failed\",\"item_id\":\"i\","
            + "\"error\":{\"type\":\"transcription_error\",\"code\":\"audio_unintelligible\"}}",
        Lost.class);
  }

  @Override
  default String harmless() {
    return "{\"type\":\"rate_limits.updated\",\"rate_limits\":[]}";
  }

  @Override
  default List<String> garbage() {
    return List.of("no JSON", "{\"type\":\"session.created\"", "[]", "17", "", "{} {}", "{}",
        "{\"type\":7}", "[".repeat(10_000), "{\"type\":".repeat(10_000),
        "{\"type\":\"input_audio_buffer.committed\"}",
        "{\"type\":\"input_audio_buffer.committed\",\"item_id\":\"" + "x".repeat(300) + "\"}",
        started("-1"), started("\"1\""), started("1e400"), delta("7"), delta("[]"),
        "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"i\"}",
        "{\"type\":\"transcription.delta\"}", "{\"type\":\"transcription.done\",\"text\":{}}",
        "{\"type\":\"transcription.done\",\"text\":1}");
  }

  static String started(String ms) {
    return "{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"i\",\"audio_start_ms\":"
        + ms + "}";
  }

  static String delta(String text) {
    return "{\"type\":\"conversation.item.input_audio_transcription.delta\",\"item_id\":\"i\","
        + "\"delta\":" + text + "}";
  }

  static String error(String type, String code) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"code\":\"" + code
        + "\",\"message\":\"no\"}}";
  }
}
