package dev.earshot.testkit.upstream;

import org.jspecify.annotations.Nullable;

/// What a [ScriptedUpstream] speaks.
public interface Protocol {
  /// One connection, called by one thread.
  interface Conversation {
    /// The upgrade is done.
    default void opened() {}

    void text(String text);

    void bytes(byte[] bytes);
  }

  /// Whether this call is taken.
  ///
  /// @return null if so; what it is answered otherwise
  Fault.@Nullable Answer refuses(Call call);

  /// A call was taken.
  ///
  /// @param line to the client
  Conversation begin(Call call, ServerLine line);
}
