package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// One Opus packet as its header tells it (RFC 6716 section 3): how long it lasts, and whether its encoder
/// heard a voice. Nothing is decoded for that. Reads one packet after the other; not safe for use by several
/// threads.
public final class OpusPacket {
  /// What a packet may last, 120 ms (section 3.2.5), in samples of [Sound#RATE_HZ].
  public static final int LONGEST = Sound.RATE_HZ * 120 / 1_000;

  /// Of a packet, in bytes: 48 frames of 1,275 bytes at the very most; real ones are below 4,000.
  private static final int MOST_BYTES = 61_298;
  /// Of a frame, in bytes (section 3.4, R2).
  private static final int MOST_OF_A_FRAME = 1_275;
  private static final int SHORT_LENGTHS = 252;
  private static final int LAYER_OF_CELT = 16;
  private static final int LAYER_OF_HYBRID = 12;
  private static final int MILLIS_10 = Sound.RATE_HZ / 100;
  private static final int MILLIS_20 = 2 * MILLIS_10;
  private static final int MICROS_2500 = MILLIS_10 / 4;
  /// SILK of 16 kHz, one frame of 10 or 20 ms.
  private static final int TOC_OF_10 = 8 << 3;
  private static final int TOC_OF_20 = 9 << 3;

  private int toc;
  private int frames;
  /// Where the lengths of frames are told that differ; -1 where they do not.
  private int lengths;
  /// Where the first frame begins and the last one ends.
  private int from;
  private int to;

  /// What stands for sound of a packet that was none: a packet of one byte, at which a decoder makes up
  /// something like the sound before it. A frame of no bytes is one that was lost (section 3.2.1).
  ///
  /// @param samples 10 or 20 ms of them
  static byte lost(int samples) {
    return switch (samples) {
      case MILLIS_10 -> TOC_OF_10;
      case MILLIS_20 -> TOC_OF_20;
      default -> throw new IllegalArgumentException(
          "samples: " + samples + " (expected: " + MILLIS_10 + " or " + MILLIS_20 + ")");
    };
  }

  /// Reads a packet, by the rules R1 to R7 of section 3.4.
  ///
  /// @param bytes what holds it; its position does not matter, and stays
  /// @param at where in there it begins
  /// @param length in bytes
  /// @return how many samples of [Sound#RATE_HZ] it gives; 0 where it is no packet
  public int read(ByteBuffer bytes, int at, int length) {
    if (length < 1 || length > MOST_BYTES) {
      return 0;
    }
    toc = bytes.get(at) & 0xff;
    lengths = -1;
    var end = at + length;
    var isOne = switch (toc & 3) {
      case 0 -> isOfSame(1, at + 1, end);
      case 1 -> isOfSame(2, at + 1, end);
      case 2 -> isOfLengths(bytes, 2, at + 1, end);
      default -> isCounted(bytes, at + 1, end);
    };
    return isOne ? frames * frameSamples() : 0;
  }

  /// Hears a frame of CELT alone.
  interface Celt {
    /// In how many of its samples there is a voice.
    int voiced(ByteBuffer bytes, int from, int length, OpusPacket packet);
  }

  /// In how many of the packet's samples there is a voice: what its encoder says by a bit for each SILK
  /// frame, which are the first ones of a frame of the packet (section 4.2.3), for the range coder writes bits
  /// of even odds as they are. Where a frame has one byte or none, there is no voice.
  ///
  /// @param bytes the packet was [read][#read] from
  /// @param celt hears frames without such a bit
  int voiced(ByteBuffer bytes, Celt celt) {
    var voiced = 0;
    var frame = from;
    var told = lengths;
    for (var left = frames; left > 0; left--) {
      int length;
      if (lengths < 0) {
        length = (to - from) / frames;
      } else if (left == 1) {
        length = to - frame;
      } else {
        length = length(bytes, told);
        told += lengthBytes(bytes, told);
      }
      if (length > 1) {
        voiced += config() >= LAYER_OF_CELT
            ? celt.voiced(bytes, frame, length, this)
            : voiced(bytes.get(frame) & 0xff);
      }
      frame += length;
    }
    return voiced;
  }

  /// The flags of the second channel are behind those of the first and its bit for redundancy.
  private int voiced(int flags) {
    var each = Math.max(1, frameSamples() / MILLIS_20);
    var voices = 0;
    for (var i = 0; i < each; i++) {
      var voice = (flags & (0x80 >> i)) != 0
          || (isStereo() && (flags & (0x80 >> (i + each + 1))) != 0);
      voices += voice ? 1 : 0;
    }
    return voices * frameSamples() / each;
  }

  boolean isStereo() {
    return (toc & 4) != 0;
  }

  /// Which layers it has, which band and how long its frames are (section 3.1).
  int config() {
    return toc >> 3;
  }

  int frameSamples() {
    var config = config();
    if (config >= LAYER_OF_CELT) {
      return MICROS_2500 << (config & 3);
    }
    if (config >= LAYER_OF_HYBRID) {
      return MILLIS_10 << (config & 1);
    }
    return (config & 3) == 3 ? 3 * MILLIS_20 : MILLIS_10 << (config & 3);
  }

  /// R2, R3 and R6.
  private boolean isOfSame(int count, int begin, int end) {
    frames = count;
    from = begin;
    to = end;
    var all = end - begin;
    return all % count == 0 && all / count <= MOST_OF_A_FRAME;
  }

  /// R4 and R7: the length of the last frame is what is left.
  private boolean isOfLengths(ByteBuffer bytes, int count, int begin, int end) {
    frames = count;
    lengths = begin;
    var at = begin;
    var told = 0;
    for (var left = count - 1; left > 0; left--) {
      if (at >= end || at + lengthBytes(bytes, at) > end) {
        return false;
      }
      told += length(bytes, at);
      at += lengthBytes(bytes, at);
    }
    from = at;
    to = end;
    var last = end - at - told;
    return last >= 0 && last <= MOST_OF_A_FRAME;
  }

  /// R5, and the padding of R6 and R7.
  private boolean isCounted(ByteBuffer bytes, int begin, int end) {
    if (begin >= end) {
      return false;
    }
    var head = bytes.get(begin) & 0xff;
    var count = head & 0x3f;
    if (count == 0 || count * frameSamples() > LONGEST) {
      return false;
    }
    var at = begin + 1;
    var behind = end;
    if ((head & 0x40) != 0) {
      int padding;
      do {
        if (at >= end) {
          return false;
        }
        padding = bytes.get(at++) & 0xff;
        behind -= padding == 0xff ? 0xfe : padding;
      } while (padding == 0xff);
    }
    if (behind < at) {
      return false;
    }
    return (head & 0x80) == 0
        ? isOfSame(count, at, behind)
        : isOfLengths(bytes, count, at, behind);
  }

  /// Section 3.2.1.
  private static int length(ByteBuffer bytes, int at) {
    var first = bytes.get(at) & 0xff;
    return first < SHORT_LENGTHS ? first : first + 4 * (bytes.get(at + 1) & 0xff);
  }

  private static int lengthBytes(ByteBuffer bytes, int at) {
    return (bytes.get(at) & 0xff) < SHORT_LENGTHS ? 1 : 2;
  }
}
