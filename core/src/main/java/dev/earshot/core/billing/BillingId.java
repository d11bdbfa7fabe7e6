package dev.earshot.core.billing;

import java.util.regex.Pattern;

/// What ids of a payment service look like: 1 to 255 letters, digits, `_` and `-`.
final class BillingId {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private BillingId() {}

  /// The id itself.
  ///
  /// @throws IllegalArgumentException where it is none
  static String checked(String what, String id) {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          what + ": unusable (expected: 1 to 255 letters, digits, _ or -)");
    }
    return id;
  }
}
