package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.FrameDecoder;
import dev.earshot.core.audio.SoundDecoder;
import dev.earshot.core.audio.UnreadableSoundException;
import dev.earshot.core.container.Sniffer.Finding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Hears a container as the gateway does: piece by piece, each read to its end. Every piece is overwritten
/// afterwards, for its bytes belong to somebody else by then.
final class Listening {
  /// What was heard.
  ///
  /// @param format null when it was never known
  /// @param samples of each channel
  /// @param problem null when everything could be read
  record Heard(@Nullable AudioFormat format, List<List<Short>> samples, @Nullable String problem,
      long concealed) {
    List<Short> channel(int number) {
      return samples.get(number);
    }
  }

  /// A codec whose packets are samples of 8 bits, those of two channels taking turns: a test sees which
  /// bytes came. A packet that begins with 0xff cannot be decoded and is concealed by one 7.
  static final OpusDecoders BYTES = (channels, gain) -> new FrameDecoder() {
    private ByteBuffer packet = ByteBuffer.allocate(0);

    @Override
    public boolean take(ByteBuffer frame) {
      var isRight = !frame.hasRemaining() || frame.get(frame.position()) != (byte) 0xff;
      var bytes = isRight ? new byte[frame.remaining()] : new byte[]{7};
      if (isRight) {
        frame.get(bytes);
      }
      packet = ByteBuffer.wrap(bytes);
      return isRight;
    }

    @Override
    public int read(short[] into, int at, int room) {
      var count = Math.min(room, packet.remaining());
      for (var i = 0; i < count; i++) {
        into[at + i] = packet.get();
      }
      return count;
    }
  };

  private static final int STEP = 50;

  private final Sniffer sniffer;
  private final List<List<Short>> samples = new ArrayList<>();
  private @Nullable AudioFormat format;
  private @Nullable SoundDecoder sound;
  private @Nullable String problem;

  private Listening(Sniffer sniffer) {
    this.sniffer = sniffer;
  }

  /// Everything at once.
  static Heard whole(byte[] bytes) {
    return to(List.of(bytes), true);
  }

  /// In two pieces.
  static Heard cutAt(int at, byte[] bytes) {
    return to(List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length)), true);
  }

  /// In pieces of this size.
  static Heard inSteps(int size, byte[] bytes) {
    var pieces = new ArrayList<byte[]>();
    for (var at = 0; at < bytes.length; at += size) {
      pieces.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
    }
    return to(pieces, true);
  }

  /// In pieces of any size.
  static Heard inPieces(Random random, byte[] bytes) {
    var pieces = new ArrayList<byte[]>();
    for (var at = 0; at < bytes.length;) {
      var to = Math.min(bytes.length, at + random.nextInt(random.nextBoolean() ? 4 : 3_000));
      pieces.add(Arrays.copyOfRange(bytes, at, to));
      at = to;
    }
    return to(pieces, true);
  }

  /// @param apart whether channels are told apart
  static Heard to(List<byte[]> pieces, boolean apart) {
    return to(pieces, Sniffer.ofAny(apart, BYTES));
  }

  static Heard to(List<byte[]> pieces, Sniffer sniffer) {
    var listening = new Listening(sniffer);
    for (var piece : pieces) {
      if (listening.problem == null) {
        var bytes = piece.clone();
        listening.take(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0x55);
      }
    }
    return listening.heard();
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private Heard heard() {
    if (sound == null && problem == null) {
      problem = sniffer.end().reason();
    }
    return new Heard(format, samples, problem, sound == null ? 0 : sound.concealed());
  }

  private void take(ByteBuffer bytes) {
    try {
      if (sound == null) {
        switch (sniffer.take(bytes)) {
          case Finding.More _ -> {
          }
          case Finding.Unreadable(var reason, var offset) -> problem = reason + " at " + offset;
          case Finding.Known(var known, var from) -> {
            format = known;
            sound = from;
            for (var i = 0; i < from.channels(); i++) {
              samples.add(new ArrayList<>());
            }
            read(from);
          }
        }
      } else {
        sound.take(bytes);
        read(sound);
      }
    } catch (UnreadableSoundException e) {
      problem = e.getMessage() + " at " + e.offset();
    }
  }

  private void read(SoundDecoder from) throws UnreadableSoundException {
    var into = new short[samples.size()][STEP + 3];
    for (var n = from.read(into, 3, STEP); n > 0; n = from.read(into, 3, STEP)) {
      for (var channel = 0; channel < into.length; channel++) {
        for (var i = 0; i < n; i++) {
          samples.get(channel).add(into[channel][3 + i]);
        }
      }
    }
  }
}
