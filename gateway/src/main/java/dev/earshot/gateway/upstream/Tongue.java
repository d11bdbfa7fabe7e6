package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.RecogniserException;
import java.nio.ByteBuffer;
import java.util.List;

/// How one leg speaks with its recogniser: a conversation as plain values. It knows no socket, waits for
/// nothing, and is called by one thread at a time.
///
/// Whatever a recogniser says that cannot be is answered with [RecogniserException.Garbled].
public interface Tongue {
  /// What is said first, when the wire is open.
  default List<Frame> greeting() {
    return List.of();
  }

  /// Whether sound may come now. Asked after the greeting and after each message.
  default boolean isReady() {
    return true;
  }

  /// Whether more sound is wanted: where it is not, none is asked for until a message has changed that. What
  /// was asked for before still comes. Asked after sound, flushes and messages.
  default boolean isTaking() {
    return true;
  }

  /// A piece of sound as long as [dev.earshot.core.recogniser.Capabilities.Feed] wants it, without a hole.
  List<Frame> sound(Window piece);

  /// What asks for the words of all the sound so far. Called only when sound came since the last time; the
  /// answer is told by [Heard#flushed], one for each call, in their order. One that does not come is done
  /// without.
  List<Frame> flush(boolean asked);

  /// A sign of life in place of sound.
  default List<Frame> keepAlive() {
    return List.of();
  }

  /// No more sound comes: what asks for the last words.
  List<Frame> end();

  /// Whether all is told. Asked after [#end] and after each message; true before [#end] means that the
  /// recogniser has left.
  boolean isOver();

  /// What a text means.
  Heard read(String text);

  /// What bytes mean.
  default Heard read(ByteBuffer bytes) {
    throw new RecogniserException.Garbled("bytes: " + bytes.remaining() + " (expected: text)");
  }

  /// The recogniser closed the wire.
  ///
  /// @param code of RFC 6455 section 7.4; 1005 where it gave none, 1006 where it did not say goodbye
  /// @throws RecogniserException when that is no good end
  void closed(int code, String reason);
}
