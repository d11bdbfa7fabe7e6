package dev.earshot.core.identity;

/// The account that pays for a stream: 1 to 128 characters, no control characters, no blanks.
public record AccountId(String value) {
  private static final int LONGEST = 128;

  public AccountId {
    if (value.isEmpty() || value.length() > LONGEST
        || value.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("account: '" + value
          + "' (expected: 1 to 128 characters without blanks or control characters)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
