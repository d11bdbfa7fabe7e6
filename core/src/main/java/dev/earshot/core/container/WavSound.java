package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Interleaved;
import dev.earshot.core.audio.SampleCoding;
import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A RIFF/WAVE stream: chunks in any order, of which `fmt ` comes before `data`.
///
/// Who writes a file while it still grows does not know how long its sound will be and says 0 or the
/// largest number: then it lasts to the end of the stream. What comes behind the sound is no sound.
final class WavSound implements Container {
  private static final int RIFF_BYTES = 12;
  private static final int CHUNK_BYTES = 8;
  private static final int WAVE = 0x57415645;
  private static final int FMT = 0x666d7420;
  private static final int DATA = 0x64617461;
  private static final long NEVER_WRITTEN = 0xffff_ffffL;
  private static final int LONGEST_FMT = 1_024;

  private final Feed feed;
  private boolean begun;
  private @Nullable WavFormat format;
  private @Nullable Interleaved sound;
  private long left;
  private boolean over;

  WavSound(Feed feed) {
    this.feed = feed;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int channels() {
    return format == null ? 1 : format.channels();
  }

  @Override
  public @Nullable AudioFormat open() throws UnreadableSoundException {
    if (!begun) {
      var riff = feed.peek(RIFF_BYTES);
      if (riff == null) {
        return null;
      }
      Container.expect(riff.getInt(8) == WAVE, "form of RIFF", riff.getInt(8), "WAVE", 8);
      feed.skip(RIFF_BYTES);
      begun = true;
    }
    while (format == null) {
      var chunk = feed.peek(CHUNK_BYTES);
      if (chunk == null) {
        return null;
      }
      var size = size(chunk);
      if (chunk.getInt(0) == DATA) {
        throw new UnreadableSoundException("data chunk: before fmt (expected: behind it)",
            feed.offset());
      } else if (chunk.getInt(0) == FMT) {
        format = format(size);
        if (format == null) {
          return null;
        }
      }
      feed.skip(CHUNK_BYTES + size + size % 2);
    }
    return format.audio();
  }

  private @Nullable WavFormat format(long size) throws UnreadableSoundException {
    Container.expect(size >= WavFormat.LEAST && size <= LONGEST_FMT, "fmt chunk", size,
        WavFormat.LEAST + ".." + LONGEST_FMT + " bytes", feed.offset());
    var chunk = feed.peek(CHUNK_BYTES + (int) size);
    return chunk == null
        ? null
        : WavFormat.of(chunk.slice(CHUNK_BYTES, (int) size), feed.offset() + CHUNK_BYTES);
  }

  @Override
  public int read(short[][] into, int at, int room) throws UnreadableSoundException {
    var samples = sound == null ? begin() : sound;
    if (samples == null) {
      return 0;
    }
    while (true) {
      var count = samples.read(into, at, room);
      if (count > 0) {
        feed.heard();
        return count;
      }
      if (over || feed.here() == 0) {
        feed.skip(feed.here());
        return 0;
      }
      var next = feed.next(left);
      left -= next.remaining();
      over = left == 0;
      samples.take(next);
    }
  }

  /// Skips what is before the sound; null when it has not come yet.
  private @Nullable Interleaved begin() throws UnreadableSoundException {
    var shape = format;
    while (sound == null && shape != null) {
      var chunk = feed.peek(CHUNK_BYTES);
      if (chunk == null) {
        return null;
      }
      var size = size(chunk);
      if (chunk.getInt(0) == DATA) {
        left = size == 0 || size == NEVER_WRITTEN ? Long.MAX_VALUE : size;
        sound = new Interleaved(shape.coding(), shape.channels());
        feed.skip(CHUNK_BYTES);
      } else {
        feed.skip(CHUNK_BYTES + size + size % 2);
      }
    }
    return sound;
  }

  private static long size(ByteBuffer chunk) {
    return Integer.toUnsignedLong(chunk.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(4));
  }

  /// What the `fmt ` chunk says.
  private record WavFormat(AudioFormat audio, SampleCoding coding, int channels) {
    private static final int LEAST = 16;
    private static final int MOST_CHANNELS = 32;
    private static final int EXTENSIBLE = 0xfffe;
    private static final int SUB_ENCODING = 24;

    /// @param offset of these bytes in the stream
    private static WavFormat of(ByteBuffer bytes, long offset) throws UnreadableSoundException {
      var fmt = bytes.order(ByteOrder.LITTLE_ENDIAN);
      var channels = Short.toUnsignedInt(fmt.getShort(2));
      Container.expect(channels >= 1 && channels <= MOST_CHANNELS, "channels", channels,
          "1.." + MOST_CHANNELS, offset);
      var bits = Short.toUnsignedInt(fmt.getShort(14));
      var coding = coding(encoding(fmt, offset), bits, offset);
      var block = Short.toUnsignedInt(fmt.getShort(12));
      Container.expect(block == channels * coding.bytes(), "block align", block,
          channels + " channels of " + bits + " bits", offset);
      var rate = Integer.toUnsignedLong(fmt.getInt(4));
      return new WavFormat(Container.format(codec(coding), rate, offset), coding, channels);
    }

    private static int encoding(ByteBuffer fmt, long offset) throws UnreadableSoundException {
      var encoding = Short.toUnsignedInt(fmt.getShort(0));
      if (encoding != EXTENSIBLE) {
        return encoding;
      }
      Container.expect(fmt.remaining() >= SUB_ENCODING + 2, "fmt chunk", fmt.remaining(),
          ">= " + (SUB_ENCODING + 2) + " bytes for an extensible one", offset);
      return Short.toUnsignedInt(fmt.getShort(SUB_ENCODING));
    }

    private static SampleCoding coding(int encoding, int bits, long offset)
        throws UnreadableSoundException {
      return switch (encoding << 16 | bits) {
        case 0x1_0008 -> SampleCoding.PCM8;
        case 0x1_0010 -> SampleCoding.PCM16;
        case 0x1_0018 -> SampleCoding.PCM24;
        case 0x1_0020 -> SampleCoding.PCM32;
        case 0x3_0020 -> SampleCoding.FLOAT32;
        case 0x6_0008 -> SampleCoding.ALAW;
        case 0x7_0008 -> SampleCoding.MULAW;
        default -> throw new UnreadableSoundException("encoding: " + encoding + " of " + bits
            + " bits (expected: 1 of 8, 16, 24, 32; 3 of 32; 6 or 7 of 8)", offset);
      };
    }

    /// Of those that have a name of their own; all others take more bytes than PCM16.
    private static Codec codec(SampleCoding coding) {
      return switch (coding) {
        case PCM8 -> Codec.PCM8;
        case PCM16, PCM24, PCM32 -> Codec.PCM16;
        case FLOAT32 -> Codec.FLOAT32;
        case MULAW -> Codec.MULAW;
        case ALAW -> Codec.ALAW;
      };
    }
  }
}
