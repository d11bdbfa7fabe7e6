package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.UnreadableSoundException;
import org.jspecify.annotations.Nullable;

/// A FLAC stream (RFC 9639): blocks that describe it, then frames. Each frame is decoded when the one
/// before it was read to its end, and not heard unless its check is right.
final class FlacSound implements Container {
  private static final int MAGIC_BYTES = 4;
  private static final int BLOCK_BYTES = 4;
  private static final int STREAMINFO = 0;
  private static final int INVALID = 127;

  private final Feed feed;
  private @Nullable FlacFormat format;
  private @Nullable FlacFrame frame;
  private boolean lastBlock;
  private int at;
  private int size;

  FlacSound(Feed feed) {
    this.feed = feed;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int channels() {
    return format == null ? 1 : format.channels();
  }

  @Override
  public @Nullable AudioFormat open() throws UnreadableSoundException {
    var length = MAGIC_BYTES + BLOCK_BYTES + FlacFormat.BYTES;
    var first = feed.peek(length);
    if (first == null) {
      return null;
    }
    var block = first.getInt(MAGIC_BYTES);
    Container.expect((block & 0x7fff_ffff) == FlacFormat.BYTES, "first block", block & 0x7fff_ffff,
        "type " + STREAMINFO + " of " + FlacFormat.BYTES + " bytes", MAGIC_BYTES);
    lastBlock = block < 0;
    var info = FlacFormat.of(first.slice(length - FlacFormat.BYTES, FlacFormat.BYTES),
        MAGIC_BYTES + BLOCK_BYTES);
    format = info;
    frame = new FlacFrame(feed, info);
    feed.skip(length);
    return info.audio();
  }

  @Override
  public int read(short[][] into, int start, int room) throws UnreadableSoundException {
    var from = frame;
    if (from == null || !describe()) {
      return 0;
    }
    if (at == size) {
      size = from.read();
      at = 0;
      if (size == 0) {
        return 0;
      }
      feed.heard();
    }
    var count = Math.min(room, size - at);
    for (var channel = 0; channel < channels(); channel++) {
      for (var i = 0; i < count; i++) {
        into[channel][start + i] = from.sample(channel, at + i);
      }
    }
    at += count;
    return count;
  }

  /// Skips the blocks behind the first one: tables, tags and pictures.
  ///
  /// @return whether all were skipped
  private boolean describe() throws UnreadableSoundException {
    while (!lastBlock) {
      var block = feed.peek(BLOCK_BYTES);
      if (block == null) {
        return false;
      }
      var header = block.getInt();
      var type = header >>> 24 & 0x7f;
      Container.expect(type != STREAMINFO && type != INVALID, "block type", type, "1..126",
          feed.offset());
      lastBlock = header < 0;
      feed.skip(BLOCK_BYTES + (header & 0xff_ffff));
    }
    return true;
  }
}
