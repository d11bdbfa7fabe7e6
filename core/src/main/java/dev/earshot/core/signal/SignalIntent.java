package dev.earshot.core.signal;

import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// That a change of an account is to be announced. It is written down before the change is, and taken
/// away when the change was announced; so whoever is killed in between leaves word of it.
///
/// @param id names the change: 1 to 300 characters without `/`
/// @param since when the change began
/// @param dueAt from when on others may announce it: before, whoever makes the change is still at it
public record SignalIntent(String id, AccountId account, Instant since, Instant dueAt) {
  /// How long a change is left to the one who makes it. Announced earlier by somebody else, it might not be
  /// written yet, and nobody would announce it again.
  public static final Duration LEASE = Duration.ofSeconds(20);

  private static final int LONGEST = 300;

  public SignalIntent {
    if (id.isEmpty() || id.length() > LONGEST || id.contains("/")) {
      throw new IllegalArgumentException(
          "id: '" + id + "' (expected: 1 to " + LONGEST + " characters without /)");
    }
    since = since.truncatedTo(ChronoUnit.MILLIS);
    dueAt = dueAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /// A change that begins now.
  public static SignalIntent begin(String id, AccountId account, Instant now) {
    return new SignalIntent(id, account, now, now.plus(LEASE));
  }

  /// The same, due then.
  public SignalIntent due(Instant then) {
    return new SignalIntent(id, account, since, then);
  }
}
