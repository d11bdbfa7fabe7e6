package dev.earshot.core.app;

import java.util.regex.Pattern;

/// Names an app for ever: 1 to 128 letters, digits, `.`, `_` and `-`, the first one a letter or digit.
public record AppId(String value) implements Comparable<AppId> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  public AppId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "app: not an app's id (expected: 1 to 128 letters, digits, '.', '_' and '-')");
    }
  }

  @Override
  public int compareTo(AppId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
