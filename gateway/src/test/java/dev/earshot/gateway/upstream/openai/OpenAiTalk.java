package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.gateway.upstream.Frame;
import dev.earshot.gateway.upstream.Heard;
import dev.earshot.testkit.upstream.Told;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A session with a server of OpenAI's that says what a test wants.
abstract class OpenAiTalk {
  final OpenAiTongue tongue = open("gpt-4o-transcribe");
  private long second = 1; // what a leg hears first need not be the stream's first

  static OpenAiTongue tongue(Variant variant, String model) {
    return new OpenAiTongue(Told.leg(3), Setup.of(variant, model, "en-us"));
  }

  static OpenAiTongue open(String model) {
    var open = tongue(Variant.OPENAI, model);
    var _ = open.read("{\"type\":\"session.created\"}");
    var _ = open.read("{\"type\":\"session.updated\"}");
    return open;
  }

  static Frame commit(int number) {
    return new Frame.Text("{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"commit_" + number
        + "\"}");
  }

  List<Frame> hear(int seconds) {
    var sent = new ArrayList<Frame>();
    for (var i = 0; i < seconds; i++) {
      sent.addAll(
          tongue.sound(new Window(second * 16_000, ++second * 16_000, new short[16_000])));
    }
    return sent;
  }

  void turn(String item, int from, int to, @Nullable String behind) {
    var _ = started(item, from);
    var _ = stopped(item, to);
    var _ = committed(item, behind);
  }

  Heard started(String item, int ms) {
    return tongue.read("{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"" + item
        + "\",\"audio_start_ms\":" + ms + "}");
  }

  Heard stopped(String item, int ms) {
    return tongue.read("{\"type\":\"input_audio_buffer.speech_stopped\",\"item_id\":\"" + item
        + "\",\"audio_end_ms\":" + ms + "}");
  }

  Heard committed(String item, @Nullable String behind) {
    return tongue.read("{\"type\":\"input_audio_buffer.committed\",\"item_id\":\"" + item
        + "\",\"previous_item_id\":" + (behind == null ? "null" : "\"" + behind + "\"") + "}");
  }

  Heard delta(String item, String more) {
    return tongue.read("{\"type\":\"conversation.item.input_audio_transcription.delta\","
        + "\"item_id\":\"" + item + "\",\"delta\":\"" + more + "\"}");
  }

  Heard completed(String item, String all) {
    return tongue.read("{\"type\":\"conversation.item.input_audio_transcription.completed\","
        + "\"item_id\":\"" + item + "\",\"transcript\":\"" + all + "\"}");
  }

  Heard wrong(String eventId) {
    return tongue.read("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
        + "\"code\":\"input_audio_buffer_commit_empty\",\"event_id\":\"" + eventId + "\"}}");
  }
}
