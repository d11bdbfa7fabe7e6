package dev.earshot.gateway.client;

/// Hears what a gateway says to a [DeviceClient]. Calls come one at a time.
public interface Listener {
  /// A segment that is new, or replaces the one with the same id.
  void segment(String id, String text, boolean isFinal);

  /// A segment that turned out to be nothing.
  void deleted(String id);

  /// Any other message.
  ///
  /// @param type of the message
  /// @param json the whole of it
  void event(String type, String json);

  /// So much of the recording was sent.
  void sent(long millis);
}
