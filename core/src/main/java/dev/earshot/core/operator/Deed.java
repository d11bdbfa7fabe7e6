package dev.earshot.core.operator;

import dev.earshot.core.account.KeyId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A change that somebody asked for at the operations port.
///
/// @param at to the millisecond
/// @param by the id of the key that it was asked for with
/// @param action such as `credits.grant`: 1 to 64 characters
/// @param subject what was to be changed, up to 128 characters, never the name of an account
/// @param outcome the status that was answered, 100 to 599; 0 while that is not known, and for ever where
///     the gateway ended in between: then nobody knows whether it was done
public record Deed(Instant at, KeyId by, String action, String subject, int outcome) {
  private static final int LONGEST_ACTION = 64;
  private static final int LONGEST_SUBJECT = 128;

  public Deed {
    if (action.isBlank() || action.length() > LONGEST_ACTION
        || subject.length() > LONGEST_SUBJECT) {
      throw new IllegalArgumentException("action: " + action.length() + ", subject: "
          + subject.length() + " characters (expected: 1..64, 0..128)");
    }
    if (outcome != 0 && (outcome < 100 || outcome > 599)) {
      throw new IllegalArgumentException("outcome: " + outcome + " (expected: 0, 100..599)");
    }
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /// One that is about to be done.
  public static Deed begun(Instant at, KeyId by, String action, String subject) {
    return new Deed(at, by, action, subject, 0);
  }

  /// The same, with what came of it.
  public Deed ended(int status) {
    return new Deed(at, by, action, subject, status);
  }
}
