package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.audio.Resampler;
import dev.earshot.gateway.upstream.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// Sound as this protocol has it: at the server's rate, 16 bits, little endian, base64 in JSON.
final class Appends {
  private final Resampler resampler;

  /// @param rateHz that the server takes
  Appends(int rateHz) {
    this.resampler = Resampler.to(rateHz);
  }

  /// What sends these samples at 16 kHz. A millisecond stays behind for the filter.
  List<Frame> of(short[] pcm) {
    return frame(resampler.resample(pcm, pcm.length));
  }

  /// What sends the rest. The next samples begin anew.
  List<Frame> rest() {
    return frame(resampler.drain());
  }

  private static List<Frame> frame(short[] pcm) {
    if (pcm.length == 0) {
      return List.of();
    }
    var bytes = ByteBuffer.allocate(pcm.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(pcm);
    return List.of(new Frame.Text("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(bytes.array()) + "\"}"));
  }
}
