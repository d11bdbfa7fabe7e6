package dev.earshot.gateway.socket;

/// The head of a frame (RFC 6455 section 5.2), byte by byte: how long its content is and by what it is
/// masked. Whether it is allowed to come is judged by others.
final class FrameEdge {
  private static final int MASK_BYTES = 4;
  private static final int LONGEST = 2 + 8 + MASK_BYTES;

  private int at;
  private int needed;
  private int first;
  private int lengthBytes;
  private long length;
  private int mask;
  private boolean masked;

  /// The next head begins.
  void restart() {
    at = 0;
    needed = LONGEST;
    length = 0;
    mask = 0;
  }

  /// Takes the next byte.
  ///
  /// @param octet 0..255
  /// @return whether the head is complete
  boolean take(int octet) {
    switch (at) {
      case 0 -> {
        first = octet;
        needed = LONGEST;
      }
      case 1 -> second(octet);
      default -> further(octet);
    }
    at++;
    return at == needed;
  }

  private void second(int octet) {
    masked = octet > 0x7F;
    length = octet & 0x7F;
    lengthBytes = length == 127 ? 8 : length == 126 ? 2 : 0;
    if (lengthBytes > 0) {
      length = 0;
    }
    needed = 2 + lengthBytes + (masked ? MASK_BYTES : 0);
  }

  private void further(int octet) {
    if (at < 2 + lengthBytes) {
      length = (length << 8) | octet;
    } else {
      mask = (mask << 8) | octet;
    }
  }

  /// Of the content, in bytes; negative where it is longer than any may be.
  long length() {
    return length;
  }

  /// What the byte at this place of the content means.
  int unmasked(int octet, long place) {
    var shift = 24 - 8 * (int) (place & 3);
    return octet ^ ((mask >>> shift) & 0xFF);
  }

  boolean isLast() {
    return first > 0x7F;
  }

  int opcode() {
    return first & 0xF;
  }

  /// Whether a client may send it, as far as its head tells.
  boolean isPlain() {
    return masked && (first & 0x70) == 0 && length >= 0;
  }
}
