package dev.earshot.core.billing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// That something happened at the payment service.
///
/// @param id by which a repetition is known: 1 to 255 letters, digits, `_` and `-`
/// @param type as the service names it, 1 to 128 characters
/// @param at when it happened there, to the millisecond
public record BillingEvent(String id, String type, Instant at) {
  private static final int LONGEST_TYPE = 128;

  public BillingEvent {
    var _ = BillingId.checked("event", id);
    if (type.isEmpty() || type.length() > LONGEST_TYPE) {
      throw new IllegalArgumentException(
          "type: unusable (expected: 1 to " + LONGEST_TYPE + " characters)");
    }
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }
}
