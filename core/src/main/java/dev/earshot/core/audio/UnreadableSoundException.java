package dev.earshot.core.audio;

/// Bytes that cannot be what they should: no sound can be made of them, nor of any that follow. The
/// message says what is wrong and what was expected, and quotes nothing but numbers.
public final class UnreadableSoundException extends Exception {
  private static final long serialVersionUID = 1L;
  private final long offset;

  /// @param offset of the wrong bytes since the stream began, or of the element that they are in
  public UnreadableSoundException(String message, long offset) {
    super(message);
    this.offset = offset;
  }

  /// Where the wrong bytes are, or the element that they are in, counted from the stream's first byte.
  public long offset() {
    return offset;
  }
}
