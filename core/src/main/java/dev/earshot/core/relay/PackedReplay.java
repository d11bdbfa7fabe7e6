package dev.earshot.core.relay;

import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.Packets;
import dev.earshot.core.audio.Sound.Window;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The windows of a tape once more as the packets they came in, from a sample on: beginning with the packet
/// that this sample is of. Nothing is decoded.
final class PackedReplay implements Iterator<Window> {
  private final Reel reel;
  private final long fromSample;
  private final @Nullable FrameDecoders decoders;
  private @Nullable Piece next;
  /// The last window before the sample that has packets; null where it is not known, and behind it.
  private @Nullable Window before;

  /// @param reel that nobody else forgets from
  /// @param first piece on it that may be of use
  /// @param decoders of the packets; null where there are none
  PackedReplay(Reel reel, Piece first, long fromSample, @Nullable FrameDecoders decoders) {
    this.reel = reel;
    this.fromSample = fromSample;
    this.decoders = decoders;
    this.next = first;
    while (next != null && next.toSample() <= fromSample) {
      var to = next.toSample();
      if (next.length() > 0) {
        before = packed(next);
      }
      next = next.next(reel);
      if (next != null && next.fromSample() != to) {
        before = null;
      }
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Window next() {
    var piece = next;
    if (piece == null) {
      throw new NoSuchElementException();
    }
    next = piece.next(reel);
    var window = packed(piece);
    var packets = window.packets();
    var skipped = Math.max(0, fromSample - window.fromSample());
    if (packets == null || (before == null && skipped == 0)) {
      return window;
    }
    var known = before == null ? window : before;
    var cut = packets.from(before == null ? null : known.packets(),
        Math.toIntExact(known.fromSample() - window.fromSample()), Math.toIntExact(skipped));
    before = null;
    return Window.packed(window.fromSample() + skipped, window.toSample(), cut);
  }

  /// Samples are kept only where a packet before them is missing: that is told as lost sound.
  private Window packed(Piece piece) {
    var by = decoders;
    if (by == null) {
      throw new IllegalStateException("decoders: none (expected: those of the packets)");
    }
    return piece.isPacked()
        ? piece.packed(reel, by)
        : Window.packed(piece.fromSample(), piece.toSample(),
            Packets.lost(Math.toIntExact(piece.toSample() - piece.fromSample()), by));
  }
}
