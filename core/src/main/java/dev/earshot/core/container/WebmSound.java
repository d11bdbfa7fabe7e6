package dev.earshot.core.container;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Opus in WebM, as browsers record it: a segment and clusters whose sizes nobody knew when they began.
/// One track is heard; a recording that was stopped and begun again may follow the first.
///
/// Only what is needed of the nesting is looked at: the names of blocks and tracks are their own.
final class WebmSound implements Container {
  private static final int SEGMENT = 0x18538067;
  private static final int TRACKS = 0x1654ae6b;
  private static final int CLUSTER = 0x1f43b675;
  private static final int SIMPLE_BLOCK = 0xa3;
  private static final int BLOCK_GROUP = 0xa0;
  private static final int BLOCK = 0xa1;
  private static final int DISCARD_PADDING = 0x75a2;
  private static final int LACING = 6;
  /// A head, a packet, and what a group says beside them.
  private static final int MOST_BLOCK = 64 * 1024;
  private static final int MOST_TRACKS = 60 * 1024;
  private static final long NANOS_PER_SAMPLE = 1_000_000_000L / Sound.RATE_HZ;

  private final Feed feed;
  private final OpusLinks links;
  private long track;

  WebmSound(Feed feed, boolean apart, OpusDecoders opus) {
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
    for (var next = Ebml.peek(feed); next != null; next = Ebml.peek(feed)) {
      switch (next.id()) {
        case TRACKS -> {
          var tracks = body(next, MOST_TRACKS);
          return tracks == null ? null : begin(next, tracks);
        }
        case CLUSTER -> throw new UnreadableSoundException(
            "cluster: before the tracks (expected: behind them)", feed.offset());
        default -> pass(next);
      }
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
      var next = Ebml.peek(feed);
      if (next == null || !element(next, sound)) {
        return 0;
      }
    }
    return 0;
  }

  /// Reads an element.
  ///
  /// @return whether it is all here
  private boolean element(Ebml next, OpusSound into) throws UnreadableSoundException {
    switch (next.id()) {
      case TRACKS, SIMPLE_BLOCK, BLOCK_GROUP -> {
        if (next.size() > MOST_BLOCK) {
          pass(next); // of a picture
          return true;
        }
        var body = body(next, MOST_BLOCK);
        if (body == null) {
          return false;
        }
        switch (next.id()) {
          case TRACKS -> begin(next, body);
          case SIMPLE_BLOCK -> {
            block(body, into);
            pass(next);
          }
          default -> {
            group(body, into);
            pass(next);
          }
        }
      }
      default -> pass(next);
    }
    return true;
  }

  /// Goes into what others are in, and behind everything else.
  private void pass(Ebml next) throws UnreadableSoundException {
    if (next.id() == SEGMENT || next.id() == CLUSTER) {
      feed.skip(next.bytes());
      return;
    }
    Container.expect(next.size() != Ebml.UNKNOWN, "size of an element", next.size(),
        "known, but for segments and clusters", feed.offset());
    feed.skip(next.bytes());
    feed.skip(next.size());
  }

  private @Nullable ByteBuffer body(Ebml of, int most) throws UnreadableSoundException {
    Container.expect(of.size() >= 0 && of.size() <= most, "size of an element", of.size(),
        "0.." + most, feed.offset());
    var all = feed.peek(of.bytes() + (int) of.size());
    return all == null ? null : all.slice(of.bytes(), (int) of.size());
  }

  private AudioFormat begin(Ebml element, ByteBuffer tracks) throws UnreadableSoundException {
    var heard = WebmTrack.of(tracks, feed.offset() + element.bytes());
    links.begin(heard.head(), feed.offset());
    track = heard.number();
    pass(element);
    return heard.head().format(Codec.WEBM_OPUS);
  }

  private void group(ByteBuffer body, OpusSound into) throws UnreadableSoundException {
    var samples = 0;
    var discarded = 0L;
    for (var child : Ebml.children(body, feed.offset())) {
      switch (child.id()) {
        case BLOCK -> samples += block(child.body(), into);
        case DISCARD_PADDING -> discarded = child.number(true) / NANOS_PER_SAMPLE;
        default -> {
        }
      }
    }
    into.cut((int) Math.clamp(discarded, 0L, (long) samples));
  }

  /// Decodes a packet of the track that is heard.
  ///
  /// @return how many samples it had
  private int block(ByteBuffer block, OpusSound into) throws UnreadableSoundException {
    var numberBytes = block.hasRemaining() ? Ebml.length(block.get(0)) : 9;
    var head = numberBytes + 3; // two of time, one of flags
    Container.expect(numberBytes <= 8 && block.remaining() >= head, "bytes of a block",
        block.remaining(), ">= 4", feed.offset());
    var number = new Ebml.Child(0, block.slice(0, numberBytes)).number(false)
        & ((1L << (7 * numberBytes)) - 1);
    if (number != track) {
      return 0;
    }
    var lacing = block.get(head - 1) & LACING;
    Container.expect(lacing == 0, "lacing of a block", lacing, "0", feed.offset());
    return into.take(block.slice(head, block.remaining() - head));
  }
}
