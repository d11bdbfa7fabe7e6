package dev.earshot.core.app;

/// What may stand in a text that somebody wrote for others: any script, lines and tabs, nothing else that
/// controls a screen, and no halves of surrogate pairs, which UTF-8 has no bytes for.
final class Wording {
  private Wording() {}

  /// The text, if it may be so long and has nothing in it that it may not have.
  ///
  /// @param least how many characters it has at least; one or more: it is not blank either
  /// @throws IllegalArgumentException otherwise; without the text
  static String checked(String name, String text, int least, int most) {
    var length = text.codePointCount(0, text.length());
    if (length < least || length > most || (least > 0 && text.isBlank())) {
      throw new IllegalArgumentException(name + ": " + length + " characters (expected: " + least
          + ".." + most + ", not blank)");
    }
    if (text.codePoints().anyMatch(Wording::isNoTextsPart)) {
      throw new IllegalArgumentException(
          name + ": with control characters (expected: none but lines and tabs)");
    }
    return text;
  }

  private static boolean isNoTextsPart(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
      case Character.SURROGATE -> true;
      default -> false;
    };
  }
}
