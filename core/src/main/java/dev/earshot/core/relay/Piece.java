package dev.earshot.core.relay;

import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.Packets;
import dev.earshot.core.audio.Sound.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Where a window lies on a [Reel]: its head says how far it is behind the one before, how long it is and
/// what it is kept as; its packets follow, or its samples.
///
/// @param at position of its head
/// @param fromSample capture clock of its first sample
/// @param toSample capture clock behind its last one
/// @param lead as of [Packets]; -1 where its samples are kept
/// @param body position of what is kept
/// @param length of that, in bytes
record Piece(long at, long fromSample, long toSample, int lead, long body, int length) {
  /// Keeps a window behind all others.
  ///
  /// @param before behind the last sample that was kept before it
  /// @param packets those of the window; null where its samples are to be kept
  static Piece write(Reel reel, long before, Window window, @Nullable Packets packets) {
    var at = reel.end();
    reel.write(window.fromSample() - before);
    reel.write(window.captured());
    if (packets == null) {
      reel.write(0);
      reel.write((long) window.pcm().length * Short.BYTES);
      reel.write(window.pcm());
    } else {
      reel.write(packets.lead() + 1);
      reel.write(packets.bytes().length);
      reel.write(packets.bytes());
    }
    return read(reel, at, before);
  }

  /// The one whose head is at this position.
  ///
  /// @param before behind the last sample of the one before it
  static Piece read(Reel reel, long at, long before) {
    var cursor = reel.at(at);
    var from = before + cursor.number();
    var to = from + cursor.number();
    var lead = (int) cursor.number() - 1;
    var length = (int) cursor.number();
    return new Piece(at, from, to, lead, cursor.position(), length);
  }

  /// The one that follows; null behind the last one.
  @Nullable
  Piece next(Reel reel) {
    var behind = body + length;
    return behind == reel.end() ? null : read(reel, behind, toSample);
  }

  boolean isPacked() {
    return lead >= 0;
  }

  /// The samples that were kept.
  short[] samples(Reel reel) {
    var samples = new short[length / Short.BYTES];
    ByteBuffer.wrap(reel.at(body).bytes(length))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }

  /// The packets that were kept.
  Window packed(Reel reel, FrameDecoders decoders) {
    return Window.packed(fromSample, toSample,
        new Packets(lead, reel.at(body).bytes(length), decoders));
  }
}
