package dev.earshot.core.relay;

import dev.earshot.core.transcript.Trouble;

/// Hears what operators want to count. Called by any thread; may not block.
public interface RelayNews {
  /// Nobody counts.
  RelayNews NONE = new RelayNews() {
  };

  /// A leg of this engine failed.
  default void failed(String engine, Trouble trouble) {}

  /// A stream goes on with this engine, which was given so much sound again.
  default void failedOver(String to, long replayedMs) {}

  /// So much sound of a stream could not be kept for the next engine.
  default void lost(Trouble trouble, long ms) {}
}
