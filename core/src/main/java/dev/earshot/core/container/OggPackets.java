package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The packets of one logical Ogg stream, put together where they go on in the next page.
final class OggPackets {
  private static final int FULL_SEGMENT = 255;
  private static final long TAGS = 0x4f70757354616773L;

  private byte[] begun = new byte[0];
  private int begunBytes;
  private boolean isBegun;
  private boolean tooLong;
  private boolean skipsRest;
  private @Nullable OggPage page;
  private int segment;
  private int at;
  private long offset;

  /// Another page; those before were read to their ends. What was begun and is not continued is lost,
  /// and so is the rest of what never began.
  void begin(OggPage next, long pageOffset) {
    page = next;
    offset = pageOffset;
    segment = 0;
    at = 0;
    skipsRest = next.isContinued() && !isBegun;
    isBegun = isBegun && next.isContinued();
  }

  /// The next packet of sound; null when none ends in this page any more. Valid until the next call.
  ///
  /// @throws UnreadableSoundException when it is longer than any of Opus
  @Nullable
  ByteBuffer next() throws UnreadableSoundException {
    var from = page;
    while (from != null && segment < from.lacing().limit()) {
      var start = at;
      var isWhole = false;
      while (!isWhole && segment < from.lacing().limit()) {
        var length = from.lacing().get(segment++) & 0xff;
        at += length;
        isWhole = length < FULL_SEGMENT;
      }
      var packet = joined(from.body().slice(start, at - start), isWhole);
      if (packet != null && !isTags(packet)) {
        Container.expect(!tooLong, "packet", begunBytes, "0.." + OpusSound.MOST_BYTES + " bytes",
            offset);
        return packet;
      }
    }
    page = null;
    return null;
  }

  /// The packet, if it is whole now; its beginning if it is too long.
  private @Nullable ByteBuffer joined(ByteBuffer piece, boolean isWhole) {
    if (skipsRest) {
      skipsRest = false;
      return null;
    }
    if (isWhole && !isBegun) {
      tooLong = piece.remaining() > OpusSound.MOST_BYTES;
      begunBytes = piece.remaining();
      return piece;
    }
    add(piece);
    isBegun = !isWhole;
    return isWhole ? ByteBuffer.wrap(begun, 0, begunBytes) : null;
  }

  private void add(ByteBuffer piece) {
    if (!isBegun) {
      begunBytes = 0;
      tooLong = false;
    }
    var room = Math.min(piece.remaining(), OpusSound.MOST_BYTES - begunBytes);
    tooLong = tooLong || room < piece.remaining();
    if (begunBytes + room > begun.length) {
      begun = Arrays.copyOf(begun, Math.max(begunBytes + room, begun.length * 2));
    }
    piece.get(begun, begunBytes, room);
    begunBytes += room;
  }

  /// Names and pictures may be longer than any sound.
  private static boolean isTags(ByteBuffer packet) {
    return packet.remaining() >= Long.BYTES && packet.getLong(packet.position()) == TAGS;
  }
}
