package dev.earshot.gateway.upstream.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.StrictJson;
import java.util.Locale;
import java.util.Set;

/// How a session is to be.
///
/// @param variant whose words it is said in
/// @param model that hears
/// @param language as ISO 639-1 has it
/// @param findsTurns whether the server says where items end; we do elsewhere
record Setup(Variant variant, String model, String language, boolean findsTurns) {
  /// They hear while sound comes, and want no turns to be found (wire-protocols B.3).
  private static final Set<String> LIVE = Set.of("gpt-realtime-whisper", "gpt-live-transcribe");

  /// As it fits. speaches counts times from the beginning of each turn, which it does not tell: where we say
  /// where turns end, we know.
  static Setup of(Variant variant, String model, String language) {
    var finds = variant == Variant.OPENAI && LIVE.stream().noneMatch(model::startsWith);
    return new Setup(variant, model, Locale.of(language.split("[-_]", 2)[0]).getLanguage(), finds);
  }

  /// What asks for it.
  Frame update() {
    var event = StrictJson.object().put("type", "session.update");
    var session = event.putObject("session");
    if (variant == Variant.SPEACHES) {
      transcription(session.putObject("input_audio_transcription"));
      session.putNull("turn_detection");
    } else {
      var input = session.put("type", "transcription").putObject("audio").putObject("input");
      input.putObject("format").put("type", "audio/pcm").put("rate", variant.rateHz());
      transcription(input.putObject("transcription"));
      if (findsTurns) {
        input.putObject("turn_detection").put("type", "server_vad");
      } else {
        input.putNull("turn_detection");
      }
    }
    return new Frame.Text(event.toString());
  }

  private void transcription(ObjectNode place) {
    place.put("model", model);
    if (!language.isEmpty()) {
      place.put("language", language);
    }
  }
}
