package dev.earshot.gateway.socket;

/// UTF-8 as RFC 3629 has it, byte by byte: no code point is written longer than it must be, none is a
/// surrogate, none is beyond U+10FFFF.
final class Utf8Text {
  private static final int LEAST = 0x80;
  private static final int MOST = 0xBF;

  private int missing;
  private int least = LEAST;
  private int most = MOST;

  /// Takes the next byte.
  ///
  /// @param octet 0..255
  /// @return whether what was taken so far can be the beginning of a text
  boolean take(int octet) {
    if (missing == 0) {
      return octet < LEAST || lead(octet);
    }
    if (octet < least || octet > most) {
      return false;
    }
    missing--;
    least = LEAST;
    most = MOST;
    return true;
  }

  /// Whether what was taken can be the whole text.
  boolean isComplete() {
    return missing == 0;
  }

  /// Another text begins.
  void restart() {
    missing = 0;
    least = LEAST;
    most = MOST;
  }

  private boolean lead(int octet) {
    if (octet < 0xC2 || octet > 0xF4) {
      return false;
    }
    missing = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
    switch (octet) {
      case 0xE0 -> least = 0xA0;
      case 0xED -> most = 0x9F;
      case 0xF0 -> least = 0x90;
      case 0xF4 -> most = 0x8F;
      default -> { // any may follow
      }
    }
    return true;
  }
}
