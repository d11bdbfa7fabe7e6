package dev.earshot.core.stream;

import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.credit.CreditRule;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageFaults;
import dev.earshot.core.usage.UsageLedger;
import dev.earshot.core.usage.UsageMeter;
import java.time.Duration;
import java.time.InstantSource;

/// Where streams ask for their credit and pay for their use.
///
/// @param source what is left
/// @param ledger what was used
/// @param plans whose policies count
/// @param notices who of all instances notifies an account
/// @param news hears what an operator wants to count
/// @param times how long an answer is believed
/// @param deadline for every single call to a store
/// @param clock stamps the ticks
/// @param faults hears of calls that failed
public record CreditDesk(AllowanceSource source, UsageLedger ledger, Plans plans,
    CreditNotices notices, CreditNews news, CreditTimes times, Duration deadline,
    InstantSource clock, UsageFaults faults) {
  /// What happens to credit and use. None of it may block.
  public interface CreditNews {
    /// Credit of this account has run low or out: told once for all its streams and all instances.
    default void crossed(AccountId account, CreditNotices.Crossing crossing, long remainingMs) {}

    /// A stream has looked at its credit, and this is what it does about it.
    default void decided(CreditRule.Step step) {}

    /// A stream has used so much while nobody could tell what is left.
    default void blind(long ms) {}

    /// A stream has used so much more, and is charged for it: told with each report, and at its end.
    default void billed(long ms) {}

    /// So much more came in of a stream that is not charged for: told in the same moments.
    default void unbilled(Unbilled why, long ms) {}

    /// A stream has ended, and this is what it has used.
    default void ended(UsageMeter meter) {}
  }
}
