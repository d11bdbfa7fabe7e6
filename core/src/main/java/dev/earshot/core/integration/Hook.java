package dev.earshot.core.integration;

import java.util.Locale;
import java.util.regex.Pattern;

/// The place where an app wants to be told what is said.
///
/// @param app its id: 1 to 128 characters without blanks, the first no `@`
/// @param url `https://host[:port]/...`, at most 2,048 characters; `http` where the operator allows it
/// @param secret that signs what is sent, 16 to 256 characters; in no log
public record Hook(String app, String url, String secret) {
  private static final Pattern APP = Pattern.compile("[^@\\s\\p{Cntrl}][^\\s\\p{Cntrl}]{0,127}");
  private static final Pattern URL = Pattern
      .compile("https?://([^/?#@\\s\\\\]+)(?:[/?][^#\\s]*)?", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_URL = 2_048;

  public Hook {
    if (!APP.matcher(app).matches()) {
      throw new IllegalArgumentException(
          "app: '" + app + "' (expected: 1..128 characters without blanks, the first no @)");
    }
    if (url.length() > LONGEST_URL || !URL.matcher(url).matches()) {
      throw new IllegalArgumentException("url: of app " + app
          + " (expected: https://host/path, without user and fragment, at most " + LONGEST_URL
          + " characters)");
    }
    if (secret.length() < 16 || secret.length() > 256) {
      throw new IllegalArgumentException(
          "secret: of app " + app + " (expected: 16..256 characters; the value is not shown)");
    }
  }

  /// Host and port as the address names them: what fails together.
  String host() {
    var parts = URL.matcher(url);
    return parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : url;
  }

  /// Without address and secret.
  @Override
  public String toString() {
    return "Hook[" + app + "]";
  }
}
