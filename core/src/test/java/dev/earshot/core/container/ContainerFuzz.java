package dev.earshot.core.container;

import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.core.audio.UnreadableSoundException;
import dev.earshot.core.container.Sniffer.Finding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What must hold for any bytes: a container is read to its end or refused by type, in the same way however
/// it is cut, and never gives more than was asked for. A fuzzer calls it.
///
/// The first byte says how the others are cut. Where a check would keep the fuzzer out, it is made right.
public final class ContainerFuzz {
  private static final Crc CRC_8 = new Crc(8, 0x07);
  private static final Crc CRC_32 = new Crc(32, 0x04c11db7);
  private static final int FLAC_HEAD = 42;
  /// Beyond this many samples nothing new is to be learned.
  private static final int ENOUGH = 300_000;
  private static final int STEP = 1_000;

  private ContainerFuzz() {}

  /// Called by the fuzzer, by this name.
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 1) {
      check(Arrays.copyOfRange(input, 1, input.length), 1 + (input[0] & 0xff));
    }
  }

  /// @param step pieces of which the bytes are heard in once, beside at once
  static void check(byte[] input, int step) {
    var bytes = mended(input);
    var whole = new Ear(bytes, bytes.length).hear();
    var cut = new Ear(bytes, step).hear();
    if (!whole.equals(cut)) {
      throw new AssertionError("at once: " + whole + ", in steps of " + step + ": " + cut);
    }
  }

  /// The same bytes, with the checks that they ought to have.
  static byte[] mended(byte[] input) {
    var bytes = input.clone();
    var all = ByteBuffer.wrap(bytes);
    if (bytes.length > FLAC_HEAD + 16 && all.getInt(0) == 0x664c6143) {
      mendFlac(bytes);
    }
    for (var at = 0; at + 27 <= bytes.length && all.getInt(at) == 0x4f676753;) {
      at = mendPage(all, at);
    }
    return bytes;
  }

  /// Only the first frame's header: where the frame ends, nobody knows before it was read.
  private static void mendFlac(byte[] bytes) {
    var ones = Integer.numberOfLeadingZeros(~(bytes[FLAC_HEAD + 4] << 24));
    var extra = switch (bytes[FLAC_HEAD + 2] >> 4 & 0xf) {
      case 6 -> 1;
      case 7 -> 2;
      default -> 0;
    } + switch (bytes[FLAC_HEAD + 2] & 0xf) {
      case 12 -> 1;
      case 13, 14 -> 2;
      default -> 0;
    };
    var end = FLAC_HEAD + 4 + (ones == 0 ? 1 : ones) + extra;
    var crc = 0;
    for (var i = FLAC_HEAD; i < end; i++) {
      crc = CRC_8.with(crc, bytes[i] & 0xff);
    }
    bytes[end] = (byte) crc;
  }

  private static int mendPage(ByteBuffer bytes, int at) {
    var segments = bytes.get(at + 26) & 0xff;
    var end = at + 27 + segments;
    for (var i = 0; i < segments && at + 27 + i < bytes.limit(); i++) {
      end += bytes.get(at + 27 + i) & 0xff;
    }
    if (end <= bytes.limit()) {
      bytes.putInt(at + 22, 0);
      var crc = 0;
      for (var i = at; i < end; i++) {
        crc = CRC_32.with(crc, bytes.get(i) & 0xff);
      }
      bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(at + 22, crc).order(ByteOrder.BIG_ENDIAN);
    }
    return end;
  }

  /// Hears bytes in steps, and keeps nothing but what tells two sounds apart.
  private static final class Ear {
    private final byte[] bytes;
    private final int step;
    private String format = "";
    private long samples;
    private int sum;
    private @Nullable SoundDecoder sound;

    private Ear(byte[] bytes, int step) {
      this.bytes = bytes;
      this.step = step;
    }

    private String hear() {
      var sniffer = Sniffer.ofAny(true, Listening.BYTES);
      var problem = "";
      try {
        for (var at = 0; at < bytes.length && samples < ENOUGH && problem.isEmpty(); at += step) {
          var piece = ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at));
          if (sound == null) {
            problem = sniff(sniffer, piece);
          } else {
            sound.take(piece);
          }
          if (sound != null) {
            read(sound);
          }
        }
      } catch (UnreadableSoundException e) {
        problem = e.getMessage() + " at " + e.offset();
      }
      return format + " " + samples + " samples, sum " + sum + ", " + problem
          + (sound == null ? "" : sound.concealed());
    }

    private String sniff(Sniffer sniffer, ByteBuffer piece) {
      return switch (sniffer.take(piece)) {
        case Finding.More _ -> "";
        case Finding.Unreadable(var reason, var offset) -> reason + " at " + offset;
        case Finding.Known(var known, var from) -> {
          format = known + " of " + from.channels();
          sound = from;
          yield "";
        }
      };
    }

    private void read(SoundDecoder from) throws UnreadableSoundException {
      var into = new short[from.channels()][STEP];
      while (samples < ENOUGH) {
        var room = (int) Math.min(STEP, ENOUGH - samples);
        var count = from.read(into, 0, room);
        if (count < 0 || count > room) {
          throw new AssertionError("read: " + count + " (expected: 0.." + room + ")");
        }
        if (count == 0) {
          return;
        }
        samples += count;
        for (var i = 0; i < count; i++) {
          for (var channel : into) {
            sum = 31 * sum + channel[i];
          }
        }
      }
    }
  }
}
