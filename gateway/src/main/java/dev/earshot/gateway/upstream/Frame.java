package dev.earshot.gateway.upstream;

/// One message to a recogniser.
public sealed interface Frame {
  /// Words of its protocol.
  record Text(String text) implements Frame {
    /// What is said may be a key or a word of the client.
    @Override
    public String toString() {
      return "Text[" + text.length() + " characters]";
    }
  }

  /// Sound, mostly.
  ///
  /// @param bytes nobody may write to them any more
  @SuppressWarnings("ArrayRecordComponent") // a frame is compared with nothing
  record Binary(byte[] bytes) implements Frame {
    @Override
    public String toString() {
      return "Binary[" + bytes.length + " bytes]";
    }
  }
}
