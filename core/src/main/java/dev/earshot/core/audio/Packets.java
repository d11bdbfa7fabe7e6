package dev.earshot.core.audio;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// The packets that began within a window, as they came: a tenth of its samples and less.
///
/// How many samples each of them gives is not told. The windows' bounds and leads say it for all that began
/// in one, whatever a decoder in another state makes of them.
///
/// @param lead how many of the window's first samples belong to a packet that began before it
/// @param bytes each packet behind its length, which takes 7 bits a byte, the lowest first, and all but its
///     last byte have the eighth; an empty packet stands where one was concealed. The receiver must not
///     write to them
/// @param decoders of these packets
@SuppressWarnings("ArrayRecordComponent") // as a window, compared with nothing
public record Packets(int lead, byte[] bytes, FrameDecoders decoders) {
  public Packets {
    if (lead < 0) {
      throw new IllegalArgumentException("lead: " + lead + " (expected: >= 0)");
    }
  }

  /// Hands on one packet after the other, in the order in which they came.
  void forEach(Consumer<? super ByteBuffer> hearer) {
    var from = ByteBuffer.wrap(bytes);
    while (from.hasRemaining()) {
      var length = length(from);
      hearer.accept(from.slice(from.position(), length));
      from.position(from.position() + length);
    }
  }

  private static int length(ByteBuffer from) {
    var length = 0;
    var shift = 0;
    int next;
    do {
      next = from.get();
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return length;
  }

  @Override
  public String toString() {
    return "Packets[" + bytes.length + " bytes]";
  }
}
