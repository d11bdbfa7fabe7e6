package dev.earshot.core.relay;

import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.LateSound;
import dev.earshot.core.audio.Sound.Window;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The windows of a tape once more, from a sample on. Packets are decoded no sooner than their window is
/// asked for, by a decoder that heard those before the sample, as far as they are kept.
final class Replay implements Iterator<Window> {
  private final Reel reel;
  private final long fromSample;
  private final @Nullable FrameDecoders decoders;
  private final LateSound late;
  private @Nullable Piece next;

  /// @param reel that nobody else forgets from
  /// @param first piece on it that may be of use
  /// @param decoders of the packets; null where there are none
  Replay(Reel reel, Piece first, long fromSample, @Nullable FrameDecoders decoders,
      LateSound late) {
    this.reel = reel;
    this.fromSample = fromSample;
    this.decoders = decoders;
    this.late = late;
    this.next = first;
    skip();
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
    return cut(piece, samples(piece));
  }

  /// Goes to the first piece that is wanted; those shortly before it warm the decoder up.
  private void skip() {
    while (next != null && next.toSample() <= fromSample) {
      if (next.isPacked() && decoders != null && next.toSample() > fromSample - Tape.PRE_ROLL) {
        late.pass(next.packed(reel, decoders));
      }
      next = next.next(reel);
    }
  }

  private short[] samples(Piece piece) {
    return piece.isPacked() && decoders != null
        ? late.open(piece.packed(reel, decoders)).pcm()
        : piece.samples(reel);
  }

  private Window cut(Piece piece, short[] pcm) {
    if (piece.fromSample() >= fromSample) {
      return new Window(piece.fromSample(), piece.toSample(), pcm);
    }
    var captured = piece.toSample() - piece.fromSample();
    var skipped = (int) ((fromSample - piece.fromSample()) * pcm.length / captured);
    return new Window(fromSample, piece.toSample(), Arrays.copyOfRange(pcm, skipped, pcm.length));
  }
}
