package dev.earshot.core.identity;

/// The account that pays for a stream: 1 to 128 characters, no control characters, no blanks, and no
/// halves of surrogate pairs, which UTF-8 has no bytes for: stores would take one account for another.
public record AccountId(String value) {
  private static final int LONGEST = 128;

  public AccountId {
    if (value.isEmpty() || value.length() > LONGEST
        || value.codePoints().anyMatch(AccountId::isNoNamesPart)) {
      throw new IllegalArgumentException("account: '" + value
          + "' (expected: 1 to 128 characters without blanks or control characters)");
    }
  }

  private static boolean isNoNamesPart(int c) {
    return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)
        || Character.getType(c) == Character.SURROGATE;
  }

  @Override
  public String toString() {
    return value;
  }
}
