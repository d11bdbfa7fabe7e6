package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// One page of an Ogg stream (RFC 3533 section 6), whole and with the right check.
///
/// @param flags what [#isContinued], [#isFirst] and [#isLast] say
/// @param granule time at its end on the container's clock; -1 when no packet ends in it
/// @param serial of the logical stream that it belongs to
/// @param lacing lengths of the segments
/// @param body the segments
record OggPage(int flags, long granule, int serial, ByteBuffer lacing, ByteBuffer body) {
  private static final int MAGIC = 0x4f676753;
  private static final int HEAD_BYTES = 27;
  private static final int CHECK_AT = 22;
  private static final Crc CRC = new Crc(32, 0x04c11db7);

  /// The next page, which stays in the feed; null when it has not all come.
  static @Nullable OggPage peek(Feed feed) throws UnreadableSoundException {
    var head = feed.peek(HEAD_BYTES);
    if (head == null) {
      return null;
    }
    Container.expect(head.getInt(0) == MAGIC, "page", head.getInt(0), "OggS", feed.offset());
    Container.expect(head.get(4) == 0, "version of Ogg", head.get(4), "0", feed.offset());
    var segments = head.get(26) & 0xff;
    var laced = feed.peek(HEAD_BYTES + segments);
    if (laced == null) {
      return null;
    }
    var bodyBytes = 0;
    for (var i = 0; i < segments; i++) {
      bodyBytes += laced.get(HEAD_BYTES + i) & 0xff;
    }
    var all = feed.peek(HEAD_BYTES + segments + bodyBytes);
    if (all == null) {
      return null;
    }
    check(all.order(ByteOrder.LITTLE_ENDIAN), feed.offset());
    return new OggPage(all.get(5), all.getLong(6), all.getInt(14),
        all.slice(HEAD_BYTES, segments), all.slice(HEAD_BYTES + segments, bodyBytes));
  }

  private static void check(ByteBuffer page, long offset) throws UnreadableSoundException {
    var crc = 0;
    for (var i = 0; i < page.remaining(); i++) {
      var isCheck = i >= CHECK_AT && i < CHECK_AT + Integer.BYTES;
      crc = CRC.with(crc, isCheck ? 0 : page.get(i) & 0xff);
    }
    Container.expect(crc == page.getInt(CHECK_AT), "check of the page", page.getInt(CHECK_AT),
        "" + crc, offset);
  }

  int bytes() {
    return HEAD_BYTES + lacing.limit() + body.limit();
  }

  /// Whether it begins with the rest of a packet.
  boolean isContinued() {
    return (flags & 1) != 0;
  }

  boolean isFirst() {
    return (flags & 2) != 0;
  }

  boolean isLast() {
    return (flags & 4) != 0;
  }
}
