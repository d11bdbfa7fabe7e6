package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;
import dev.earshot.core.container.Ebml.Child;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The track of a WebM stream that is heard: the first one of Opus.
///
/// @param number that its blocks carry
record WebmTrack(long number, OpusHead head) {
  private static final int ENTRY = 0xae;
  private static final int NUMBER = 0xd7;
  private static final int CODEC = 0x86;
  private static final int CODEC_PRIVATE = 0x63a2;
  private static final int ENCODINGS = 0x6d80;
  private static final String OPUS = "A_OPUS";

  /// @param tracks the body of the element that describes them all
  /// @param offset of it in the stream
  static WebmTrack of(ByteBuffer tracks, long offset) throws UnreadableSoundException {
    for (var entry : Ebml.children(tracks, offset)) {
      var track = entry.id() == ENTRY ? heard(entry.body(), offset) : null;
      if (track != null) {
        return track;
      }
    }
    throw new UnreadableSoundException("tracks: none of Opus (expected: one with A_OPUS)", offset);
  }

  private static @Nullable WebmTrack heard(ByteBuffer entry, long offset)
      throws UnreadableSoundException {
    var number = 0L;
    var isOpus = false;
    var isEncoded = false;
    @Nullable
    ByteBuffer head = null;
    for (var child : Ebml.children(entry, offset)) {
      switch (child.id()) {
        case NUMBER -> number = child.number(false);
        case CODEC -> isOpus = isOpus(child);
        case CODEC_PRIVATE -> head = child.body();
        case ENCODINGS -> isEncoded = true;
        default -> {
        }
      }
    }
    if (!isOpus) {
      return null;
    }
    if (head == null || isEncoded) {
      throw new UnreadableSoundException("track: of Opus, " + (isEncoded ? "encoded" : "no head")
          + " (expected: not compressed, not encrypted, with OpusHead)", offset);
    }
    return new WebmTrack(number, OpusHead.of(head, offset));
  }

  /// Strings may be padded with zeros.
  private static boolean isOpus(Child codec) {
    return StandardCharsets.ISO_8859_1.decode(codec.body().duplicate())
        .toString()
        .replace("\0", "")
        .equals(OPUS);
  }
}
