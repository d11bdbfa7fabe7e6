package dev.earshot.core.identity;

/// The account that pays for a stream: 1 to 128 characters, no control characters, no blanks.
public record AccountId(String value) {
  private static final int LONGEST = 128;

  public AccountId {
    if (value.isEmpty() || value.length() > LONGEST
        || value.codePoints().anyMatch(AccountId::isBlankOrControl)) {
      throw new IllegalArgumentException("account: '" + value
          + "' (expected: 1 to 128 characters without blanks or control characters)");
    }
  }

  private static boolean isBlankOrControl(int c) {
    return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  @Override
  public String toString() {
    return value;
  }
}
