package dev.earshot.core.relay;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.LateSound;
import dev.earshot.core.audio.Packets;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The sound of a stream since its last final, kept to be heard once more by the next recogniser: as the
/// packets it came in, where it did, and as samples otherwise. Bounded in time and in memory: the oldest
/// falls out. Where all is final, nothing is kept.
///
/// Times are the capture clock's, in samples. Not safe for use by several threads.
final class Tape {
  /// What is kept beyond what may be heard again, where it is packets: 240 ms. One packet may last half of
  /// that (RFC 6716 section 3.2.5), and the decoder needs some to get into the state that it was in.
  static final int PRE_ROLL = Sound.RATE_HZ * 240 / 1_000;

  private final long mostSamples;
  private final long mostBytes;
  private final Reel reel;
  private @Nullable FrameDecoders decoders;
  /// The oldest that is on the reel.
  private @Nullable Piece oldest;
  /// The oldest that may be heard again.
  private @Nullable Piece first;
  private boolean endsInPackets;
  private long to;
  private long lostTo;

  /// An empty tape.
  ///
  /// @param format whose rate is the capture clock's
  /// @param most how much sound it keeps
  /// @param mostBytes how much memory that may take, in whole [pages][Reel#PAGE]
  /// @param shelf that the pages are from, and go back to
  Tape(AudioFormat format, Duration most, int mostBytes, Shelf shelf) {
    this.reel = new Reel(shelf);
    this.mostSamples = format.samplesIn(most.toMillis());
    this.mostBytes = mostBytes;
  }

  /// Keeps a window, which does not begin before the last one ended.
  void record(Window window) {
    if (window.fromSample() < to) {
      throw new IllegalArgumentException("fromSample: " + window.fromSample() + " (expected: >= "
          + to + ")");
    }
    var packets = packets(window);
    var piece = Piece.write(reel, to, window, packets);
    endsInPackets = packets != null;
    if (first == null) {
      oldest = piece;
      first = piece;
    }
    to = window.toSample();
    keepBounds();
  }

  /// All before this sample is final.
  void forgetTo(long sample) {
    if (first == null || first.toSample() > sample) {
      return;
    }
    while (first != null && first.toSample() <= sample) {
      first = first.next(reel);
    }
    giveBack();
  }

  /// The earliest sample that can be heard again; where nothing is kept, the end.
  long fromSample() {
    return first == null ? to : first.fromSample();
  }

  /// Behind the last sample that fell out although it was not final; 0 where none did.
  long lostTo() {
    return lostTo;
  }

  /// Behind the last sample that was recorded.
  long toSample() {
    return to;
  }

  /// How much memory the kept sound takes.
  long bytes() {
    return reel.bytes();
  }

  /// What is kept from this sample on, as it is now: what is recorded or forgotten later changes nothing.
  ///
  /// @param late decodes it, and has decoded nothing yet
  Iterator<Window> again(long fromSample, LateSound late) {
    return oldest == null
        ? Collections.emptyIterator()
        : new Replay(reel.copy(), oldest, Math.max(fromSample, fromSample()), decoders, late);
  }

  /// The same as packets, none of which is decoded. The first of them may begin before the sample.
  Iterator<Window> packed(long fromSample) {
    return oldest == null
        ? Collections.emptyIterator()
        : new PackedReplay(reel.copy(), oldest, Math.max(fromSample, fromSample()), decoders);
  }

  /// The packets that a window can be heard from again: together with those before it, they are all.
  private @Nullable Packets packets(Window window) {
    var packets = window.packets();
    if (packets == null) {
      return null;
    }
    if (window.isPacked()) {
      decoders = packets.decoders();
      return packets;
    }
    if (decoders != null && !decoders.equals(packets.decoders())) {
      return null;
    }
    var follows = first != null && endsInPackets && window.fromSample() == to;
    if (packets.lead() > 0 && !follows) {
      return null;
    }
    decoders = packets.decoders();
    return packets;
  }

  private void keepBounds() {
    while (first != null
        && (reel.bytes() > mostBytes || to - first.fromSample() > mostSamples)) {
      lostTo = first.toSample();
      first = first.next(reel);
      giveBack();
    }
  }

  /// Forgets what is not even needed to warm a decoder up.
  private void giveBack() {
    if (first == null) {
      oldest = null;
      reel.forgetTo(reel.end());
      return;
    }
    while (oldest != null && oldest.at() < first.at() && oldest.toSample() <= needed(oldest)) {
      oldest = oldest.next(reel);
    }
    if (oldest != null) {
      reel.forgetTo(oldest.at());
    }
  }

  /// From where on this one is needed.
  private long needed(Piece piece) {
    return piece.isPacked() ? fromSample() - PRE_ROLL : fromSample();
  }
}
