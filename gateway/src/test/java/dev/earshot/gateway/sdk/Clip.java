package dev.earshot.gateway.sdk;

import dev.earshot.testkit.SpeechSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A recording that a client streams.
///
/// @param text that is spoken
/// @param file WAV: 16-bit samples of one channel behind a header of 44 bytes
/// @param bytes of sound
/// @param rateHz of its samples
record Clip(String text, Path file, long bytes, int rateHz) {
  private static final int HEADER = 44;
  private static final int RATE = 16_000;

  /// A bundled one, at 16 kHz.
  static Clip named(String name, Path folder) throws IOException {
    var sample = SpeechSample.named(name + "-16k");
    return write(sample.text(), sample.wav().pcm(), RATE, folder.resolve(name + "-16k.wav"));
  }

  /// The same at 24 kHz, as OpenAI's clients send it: three samples for two, on straight lines between
  /// them.
  static Clip at24k(String name, Path folder) throws IOException {
    var sample = SpeechSample.named(name + "-16k");
    var in = ByteBuffer.wrap(sample.wav().pcm()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    var count = (in.remaining() - 1) * 3 / 2;
    var out = ByteBuffer.allocate(count * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (var i = 0; i < count; i++) {
      var before = in.get(i * 2 / 3);
      var after = in.get(i * 2 / 3 + 1);
      out.putShort((short) (before + (after - before) * (i * 2 % 3) / 3));
    }
    return write(sample.text(), out.array(), 24_000, folder.resolve(name + "-24k.wav"));
  }

  /// How long it lasts, whole milliseconds.
  long millis() {
    return bytes / 2 * 1_000 / rateHz;
  }

  private static Clip write(String text, byte[] pcm, int rateHz, Path file) throws IOException {
    var wav = ByteBuffer.allocate(HEADER + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(HEADER - 8 + pcm.length)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(rateHz)
        .putInt(rateHz * 2)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(pcm.length)
        .put(pcm);
    return new Clip(text, Files.write(file, wav.array()), pcm.length, rateHz);
  }
}
