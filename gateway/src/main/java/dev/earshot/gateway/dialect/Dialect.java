package dev.earshot.gateway.dialect;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.StreamEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// One connection's way of speaking: reads what the client says and writes what it is told. It may
/// remember what was said; one thread at a time uses it. Knows no socket and does nothing that waits.
public interface Dialect {
  /// What this text message means. Never fails: what cannot be used is an event too.
  ClientEvent read(String text);

  /// What this binary message means: sound, where the dialect does not say otherwise. Never fails.
  default ClientEvent read(ByteBuffer bytes) {
    return new ClientEvent.Sound(bytes);
  }

  /// How the session is set up when the client says nothing else. Before the greeting, if at all.
  ///
  /// @param session a JSON text of this dialect, kept since its token was made
  default void preset(String session) {}

  /// It is known what the client sounds like: what is heard of it will be told from now on. Never, where
  /// no sound came that says so.
  ///
  /// @param format of each channel
  /// @param channels that are told apart, 1 or more
  default void hears(AudioFormat format, int channels) {}

  /// What the client is told first, as soon as it is let in.
  default List<String> greeting() {
    return List.of();
  }

  /// The text messages that tell this event, in order; none where the dialect has no words for it.
  List<String> write(StreamEvent event);

  /// Tells the client that a message of it was skipped.
  ///
  /// @param skipped how many were, so far
  List<String> skipped(ClientEvent.Unusable message, long skipped);

  /// The answer to a key that came in the first message; none where the dialect has none.
  List<String> keyLookedUp(boolean known);

  /// The sign of life that the server gives, if the dialect has one.
  Optional<String> heartbeat();

  /// How the client is told that it is over.
  default Goodbye goodbye(EndReason why) {
    return Goodbye.of(why);
  }

  /// The last messages, and what stands in the close frame.
  ///
  /// @param code of RFC 6455 section 7.4
  /// @param text of at most 123 bytes in UTF-8
  record Goodbye(List<String> messages, int code, String text) {
    public Goodbye {
      messages = List.copyOf(messages);
    }

    /// As the table of reasons says, without a word before.
    public static Goodbye of(EndReason why) {
      return new Goodbye(List.of(), why.closeCode(), why.text());
    }
  }
}
