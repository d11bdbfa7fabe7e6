package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes of one stream, which come in pieces and are wanted in others.
///
/// It keeps no more than somebody has waited for: what was taken stays where it is until it is used.
final class Feed {
  /// Bytes that may come in a row without any sound in them: pictures, indices, another track.
  static final long MOST_SILENT = 64L * 1024 * 1024;
  /// What is kept when nothing is held.
  private static final int SMALL = 8 * 1024;
  private static final byte[] NOTHING = new byte[0];
  private static final ByteBuffer NO_PIECE = ByteBuffer.allocate(0);

  private byte[] held = NOTHING;
  private int from;
  private int to;
  private ByteBuffer piece = NO_PIECE;
  private long toSkip;
  private long offset;
  private long silent;

  /// Takes the next piece.
  ///
  /// @throws IllegalStateException when something of the one before was neither used nor waited for
  void take(ByteBuffer next) {
    if (piece.hasRemaining()) {
      throw new IllegalStateException(
          "bytes: " + piece.remaining() + " not read yet (expected: 0)");
    }
    piece = next;
    skipHere();
  }

  /// Where the next byte is, since the stream began.
  long offset() {
    return offset;
  }

  /// Bytes that are here and were not used.
  int here() {
    return to - from + piece.remaining();
  }

  /// The next bytes, which stay until they are skipped; null when they have not all come: then all
  /// that have are held. Valid until this is called again.
  @Nullable
  ByteBuffer peek(int count) {
    if (toSkip > 0) {
      return null;
    }
    if (from == to && piece.remaining() >= count) {
      return piece.slice(piece.position(), count);
    }
    hold(Math.clamp(count - (to - from), 0, piece.remaining()));
    return to - from < count ? null : ByteBuffer.wrap(held, from, count).slice();
  }

  /// The next bytes, at most so many, as they are here; they are used. Empty when none is here.
  ByteBuffer next(long most) {
    ByteBuffer view;
    if (to > from) {
      view = ByteBuffer.wrap(held, from, (int) Math.min(most, to - from)).slice();
    } else {
      view = piece.slice(piece.position(), (int) Math.min(most, piece.remaining()));
    }
    use(view.remaining());
    return view;
  }

  /// The next byte as a number; -1 when none is here.
  int next() {
    if (to > from) {
      var value = held[from] & 0xff;
      use(1);
      return value;
    }
    if (piece.hasRemaining()) {
      offset++;
      var value = piece.get() & 0xff;
      letGo();
      return value;
    }
    return -1;
  }

  /// Uses bytes that may not have come yet.
  ///
  /// @throws UnreadableSoundException when there was no sound for too long
  void skip(long count) throws UnreadableSoundException {
    if (count < 0 || count > MOST_SILENT - silent) {
      throw new UnreadableSoundException("bytes without sound: more than " + MOST_SILENT
          + " (expected: 0.." + MOST_SILENT + ")", offset);
    }
    silent += count;
    toSkip += count;
    skipHere();
  }

  /// There was sound: another stretch without may come.
  void heard() {
    silent = 0;
  }

  private void skipHere() {
    while (toSkip > 0 && here() > 0) {
      toSkip -= next(toSkip).remaining();
    }
  }

  private void use(int count) {
    offset += count;
    if (to > from) {
      from += count;
      if (from == to) {
        from = 0;
        to = 0;
        held = held.length > SMALL ? NOTHING : held;
      }
    } else {
      piece.position(piece.position() + count);
      letGo();
    }
  }

  /// A piece may be of many megabytes, and the next one may be long in coming.
  private void letGo() {
    piece = piece.hasRemaining() ? piece : NO_PIECE;
  }

  private void hold(int count) {
    if (to + count > held.length) {
      var wanted = to - from + count;
      var grown = wanted <= held.length
          ? held
          : Arrays.copyOf(held, Math.max(wanted, held.length * 2));
      System.arraycopy(held, from, grown, 0, to - from);
      held = grown;
      to -= from;
      from = 0;
    }
    piece.get(held, to, count);
    to += count;
    letGo();
  }
}
