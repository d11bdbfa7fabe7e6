package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.UnreadableSoundException;
import org.jspecify.annotations.Nullable;

/// Opus in Ogg (RFC 7845): the first Opus stream that begins is heard, others that begin together with it
/// are not. One with as many channels that begins later follows it: a recorder was stopped and started.
///
/// A last page says by its time how much of its last packet is sound.
final class OggSound implements Container {
  private final Feed feed;
  private final OpusLinks links;
  private OggPackets packets = new OggPackets();
  private @Nullable OggPage page;
  private int serial;
  private boolean begun;
  private long granule;
  private long left = Long.MAX_VALUE;

  OggSound(Feed feed, boolean apart, OpusDecoders opus) {
    this.feed = feed;
    this.links = new OpusLinks(apart, opus);
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int channels() {
    return links.channels();
  }

  @Override
  public long concealed() {
    return links.concealed();
  }

  @Override
  public @Nullable AudioFormat open() throws UnreadableSoundException {
    for (var next = OggPage.peek(feed); next != null; next = OggPage.peek(feed)) {
      if (!next.isFirst()) {
        throw new UnreadableSoundException(
            "Ogg streams: none of Opus (expected: one that begins with OpusHead)", feed.offset());
      }
      if (OpusHead.begins(next.body())) {
        return begin(next);
      }
      feed.skip(next.bytes());
    }
    return null;
  }

  @Override
  public int read(short[][] into, int at, int room) throws UnreadableSoundException {
    for (var sound = links.sound(); sound != null; sound = links.sound()) {
      var count = sound.read(into, at, room);
      if (count > 0) {
        feed.heard();
        return count;
      }
      if (!packet(sound) && !page()) {
        return 0;
      }
    }
    return 0;
  }

  /// Decodes the next packet of the page.
  ///
  /// @return whether there was one
  private boolean packet(OpusSound into) throws UnreadableSoundException {
    var packet = packets.next();
    if (packet == null) {
      return false;
    }
    var samples = into.take(packet);
    if (samples > left) {
      into.cut((int) (samples - left));
    }
    left -= Math.min(samples, left);
    return true;
  }

  /// Goes to the next page.
  ///
  /// @return whether it has come
  private boolean page() throws UnreadableSoundException {
    if (page != null) {
      feed.skip(page.bytes());
      page = null;
    }
    var next = OggPage.peek(feed);
    if (next == null) {
      return false;
    }
    begun = begun || !next.isFirst();
    if (next.isFirst() && begun && OpusHead.begins(next.body())) {
      begin(next);
    } else if (next.isFirst() || next.serial() != serial) {
      feed.skip(next.bytes());
    } else {
      page = next;
      packets.begin(next, feed.offset());
      time(next);
    }
    return true;
  }

  private void time(OggPage of) {
    if (of.granule() >= 0) {
      left = of.isLast()
          ? Math.max(0, of.granule() - granule) / OpusSound.CLOCK_RATIO
          : Long.MAX_VALUE;
      granule = of.granule();
    }
  }

  private AudioFormat begin(OggPage first) throws UnreadableSoundException {
    var head = OpusHead.of(first.body(), feed.offset());
    links.begin(head, feed.offset());
    packets = new OggPackets();
    serial = first.serial();
    begun = false;
    granule = 0;
    left = Long.MAX_VALUE;
    feed.skip(first.bytes());
    return head.format(Codec.OGG_OPUS);
  }
}
