package dev.earshot.gateway.dialect;

import dev.earshot.core.stream.StreamEvent;
import java.util.List;
import java.util.Optional;

/// One connection's way of speaking: reads what the client says and writes what it is told. It may
/// remember what was said; one thread at a time uses it. Knows no socket and does nothing that waits.
public interface Dialect {
  /// What this text message means. Never fails: what cannot be used is an event too.
  ClientEvent read(String text);

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
}
