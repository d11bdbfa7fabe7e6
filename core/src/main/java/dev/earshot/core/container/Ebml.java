package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in front of an element of EBML (RFC 8794).
///
/// @param id with its marker bits
/// @param size of what follows; [#UNKNOWN] where the writer did not know
/// @param bytes that this took
record Ebml(int id, long size, int bytes) {
  static final long UNKNOWN = -1;
  private static final int MOST_ID_BYTES = 4;
  private static final int MOST_SIZE_BYTES = 8;

  /// An element inside of another.
  record Child(int id, ByteBuffer body) {
    /// The body as a number without a sign, or with the sign that its first bit is.
    long number(boolean isSigned) {
      var value = isSigned && body.remaining() > 0 && body.get(0) < 0 ? -1L : 0L;
      for (var i = 0; i < body.remaining(); i++) {
        value = value << 8 | (body.get(i) & 0xff);
      }
      return value;
    }
  }

  /// The next element, which stays in the feed; null when its head has not all come.
  static @Nullable Ebml peek(Feed feed) throws UnreadableSoundException {
    var head = feed.peek(Math.min(MOST_ID_BYTES + MOST_SIZE_BYTES, feed.here()));
    var element = head == null ? null : of(head, feed.offset());
    if (element == null) {
      feed.peek(feed.here() + 1); // what is here waits for the rest
    }
    return element;
  }

  /// The elements that these bytes are, one behind the other.
  ///
  /// @param offset of the bytes in the stream
  static List<Child> children(ByteBuffer bytes, long offset) throws UnreadableSoundException {
    var children = new ArrayList<Child>();
    for (var at = 0; at < bytes.limit();) {
      var rest = bytes.slice(at, bytes.limit() - at);
      var element = of(rest, offset + at);
      if (element == null || element.size < 0
          || element.size > rest.limit() - element.bytes) {
        throw new UnreadableSoundException(
            "element: longer than what it is in (expected: within " + bytes.limit() + " bytes)",
            offset + at);
      }
      children.add(new Child(element.id, rest.slice(element.bytes, (int) element.size)));
      at += element.bytes + (int) element.size;
    }
    return children;
  }

  /// Bytes of a number that says in its first byte how long it is.
  ///
  /// @return 9 for one that says nothing
  static int length(byte first) {
    return Integer.numberOfLeadingZeros(first << 24) < 8
        ? Integer.numberOfLeadingZeros(first << 24) + 1
        : 9;
  }

  private static @Nullable Ebml of(ByteBuffer bytes, long offset) throws UnreadableSoundException {
    if (bytes.remaining() == 0) {
      return null;
    }
    var idBytes = length(bytes.get(0));
    Container.expect(idBytes <= MOST_ID_BYTES, "bytes of an element's name", idBytes,
        "1.." + MOST_ID_BYTES, offset);
    if (bytes.remaining() <= idBytes) {
      return null;
    }
    var sizeBytes = length(bytes.get(idBytes));
    Container.expect(sizeBytes <= MOST_SIZE_BYTES, "bytes of an element's size", sizeBytes,
        "1.." + MOST_SIZE_BYTES, offset);
    if (bytes.remaining() < idBytes + sizeBytes) {
      return null;
    }
    var mask = (1L << (7 * sizeBytes)) - 1;
    var size = number(bytes, idBytes, sizeBytes) & mask;
    return new Ebml((int) number(bytes, 0, idBytes), size == mask ? UNKNOWN : size,
        idBytes + sizeBytes);
  }

  private static long number(ByteBuffer bytes, int at, int length) {
    var value = 0L;
    for (var i = at; i < at + length; i++) {
      value = value << 8 | (bytes.get(i) & 0xff);
    }
    return value;
  }
}
