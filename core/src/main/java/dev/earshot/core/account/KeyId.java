package dev.earshot.core.account;

import java.util.regex.Pattern;

/// Names a key wherever people read it: the first 16 hexadecimal digits of its hash, in small letters. It
/// lets nobody in.
public record KeyId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  public KeyId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "id: not a key's (expected: 16 hexadecimal digits, as `keys list` prints them)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
