package dev.earshot.core.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A recording in a RIFF/WAVE file: 16-bit PCM, one or two channels.
///
/// @param format rate of the recording
/// @param pcm the samples of one channel, little endian; two channels are averaged
@SuppressWarnings("ArrayRecordComponent") // a recording is compared with nothing
public record WavFile(AudioFormat format, byte[] pcm) {
  private static final int PCM = 1;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int SUB_ENCODING = 24;

  /// Reads a whole recording into memory.
  ///
  /// @throws IOException when the file cannot be read, or is no recording of the supported kind: the
  ///     message says which field is wrong and what was expected
  public static WavFile read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 12 || !"RIFF".equals(tag(bytes))) {
      throw new IOException(file + ": not a WAV file (expected: RIFF at byte 0)");
    }
    bytes.getInt();
    if (!"WAVE".equals(tag(bytes))) {
      throw new IOException(file + ": not a WAV file (expected: WAVE at byte 8)");
    }
    return chunks(file, bytes);
  }

  /// How long the recording lasts, in milliseconds.
  public long millis() {
    return format.millisOf(pcm.length / 2);
  }

  private static WavFile chunks(Path file, ByteBuffer bytes) throws IOException {
    var channels = 0;
    var rate = 0;
    while (bytes.remaining() >= 8) {
      var tag = tag(bytes);
      var size = Math.min(Integer.toUnsignedLong(bytes.getInt()), bytes.remaining());
      var chunk = bytes.slice(bytes.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
      if ("fmt ".equals(tag)) {
        encoding(file, chunk);
        channels = expect(file, "channels", Short.toUnsignedInt(chunk.getShort(2)), 1, 2);
        rate = chunk.getInt(4);
        expect(file, "bits per sample", Short.toUnsignedInt(chunk.getShort(14)), 16, 16);
      } else if ("data".equals(tag)) {
        if (channels == 0) {
          throw new IOException(file + ": data chunk: before the fmt chunk (expected: behind it)");
        }
        return new WavFile(format(file, rate), mono(chunk, channels));
      }
      bytes.position((int) Math.min(bytes.limit(), bytes.position() + size + size % 2));
    }
    throw new IOException(file + ": no sound in it (expected: a data chunk)");
  }

  private static AudioFormat format(Path file, int rate) throws IOException {
    if (!AudioFormat.RATES.contains(rate)) {
      throw new IOException(file + ": sample rate: " + Integer.toUnsignedString(rate)
          + " (expected: one of " + AudioFormat.RATES + ")");
    }
    return AudioFormat.pcm16(rate);
  }

  /// An extensible header names the encoding once more, behind the fields that all headers have.
  private static void encoding(Path file, ByteBuffer chunk) throws IOException {
    longEnough(file, chunk, 16);
    var encoding = Short.toUnsignedInt(chunk.getShort(0));
    if (expect(file, "encoding", encoding, PCM, EXTENSIBLE) == EXTENSIBLE) {
      longEnough(file, chunk, SUB_ENCODING + 2);
      expect(file, "encoding", Short.toUnsignedInt(chunk.getShort(SUB_ENCODING)), PCM, PCM);
    }
  }

  private static void longEnough(Path file, ByteBuffer chunk, int size) throws IOException {
    if (chunk.remaining() < size) {
      throw new IOException(
          file + ": fmt chunk: " + chunk.remaining() + " bytes (expected: >= " + size + ")");
    }
  }

  private static int expect(Path file, String name, int value, int one, int other)
      throws IOException {
    if (value != one && value != other) {
      throw new IOException(file + ": " + name + ": " + value + " (expected: " + one
          + (one == other ? "" : " or " + other) + ")");
    }
    return value;
  }

  private static byte[] mono(ByteBuffer data, int channels) {
    var frames = data.remaining() / (2 * channels);
    var out = ByteBuffer.allocate(frames * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (var i = 0; i < frames; i++) {
      var sum = 0;
      for (var c = 0; c < channels; c++) {
        sum += data.getShort((i * channels + c) * 2);
      }
      out.putShort((short) (sum / channels));
    }
    return out.array();
  }

  private static String tag(ByteBuffer bytes) {
    var tag = new StringBuilder();
    for (var i = 0; i < 4; i++) {
      tag.append((char) (bytes.get() & 0xff));
    }
    return tag.toString();
  }
}
