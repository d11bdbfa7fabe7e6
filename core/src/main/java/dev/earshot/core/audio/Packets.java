package dev.earshot.core.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The packets that began within a window, as they came: a tenth of its samples and less.
///
/// How many samples each of them gives is not told. The windows' bounds and leads say it for all that began
/// in one, whatever a decoder in another state makes of them.
///
/// @param lead how many of the window's first samples belong to a packet that began before it; below 0 where
///     that packet is the first of these, for so many of its samples are before the window
/// @param bytes each packet behind its length, which takes 7 bits a byte, the lowest first, and all but its
///     last byte have the eighth. Where one was concealed stands an empty packet, or [one that says how
///     long][OpusPacket#lost] where the window is packed. The receiver must not write to them
/// @param decoders of these packets
@SuppressWarnings("ArrayRecordComponent") // as a window, compared with nothing
public record Packets(int lead, byte[] bytes, FrameDecoders decoders) {
  private static final int MILLIS_10 = Sound.RATE_HZ / 100;
  private static final int MILLIS_20 = 2 * MILLIS_10;

  /// Packets of lost sound.
  ///
  /// @param samples how many; what is left of 10 ms is left out
  public static Packets lost(int samples, FrameDecoders decoders) {
    var long20 = samples / MILLIS_20;
    var long10 = samples % MILLIS_20 / MILLIS_10;
    var bytes = new byte[2 * (long20 + long10)];
    for (var i = 0; i < bytes.length; i += 2) {
      bytes[i] = 1;
      bytes[i + 1] = OpusPacket.lost(i < 2 * long20 ? MILLIS_20 : MILLIS_10);
    }
    return new Packets(0, bytes, decoders);
  }

  /// Those of the window from a sample on, beginning with the packet that this sample is of.
  ///
  /// @param before those before these, the last of which may be that packet; null where they are not known
  /// @param beforeAt where their window begins, counted from this one: below 0
  /// @param skipped how many of the window's samples are before that sample
  public Packets from(@Nullable Packets before, int beforeAt, int skipped) {
    var packet = new OpusPacket();
    var kept = new ByteArrayOutputStream(bytes.length);
    var at = lead;
    var begin = Math.max(0, lead - skipped);
    if (before != null) {
      var end = beforeAt + before.lead + before.samples();
      if (end > skipped) {
        begin = end - skipped - before.copyLast(packet, kept);
      }
    }
    var from = ByteBuffer.wrap(bytes);
    while (from.hasRemaining()) {
      var head = from.position();
      var length = length(from);
      var samples = packet.read(from, from.position(), length);
      from.position(from.position() + length);
      if (at + samples > skipped) {
        begin = kept.size() == 0 ? at - skipped : begin;
        kept.write(bytes, head, from.position() - head);
      }
      at += samples;
    }
    return new Packets(begin, kept.toByteArray(), decoders);
  }

  /// How many samples the last one gives.
  private int copyLast(OpusPacket packet, ByteArrayOutputStream to) {
    var from = ByteBuffer.wrap(bytes);
    var head = 0;
    var samples = 0;
    while (from.hasRemaining()) {
      head = from.position();
      var length = length(from);
      samples = packet.read(from, from.position(), length);
      from.position(from.position() + length);
    }
    to.write(bytes, head, bytes.length - head);
    return samples;
  }

  /// How many samples they give, by what they say themselves.
  public int samples() {
    var packet = new OpusPacket();
    var from = ByteBuffer.wrap(bytes);
    var samples = 0;
    while (from.hasRemaining()) {
      var length = length(from);
      samples += packet.read(from, from.position(), length);
      from.position(from.position() + length);
    }
    return samples;
  }

  /// Hands on one packet after the other, in the order in which they came.
  public void forEach(Consumer<? super ByteBuffer> hearer) {
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
