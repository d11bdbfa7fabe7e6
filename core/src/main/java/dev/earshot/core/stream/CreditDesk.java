package dev.earshot.core.stream;

import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.usage.UsageFaults;
import dev.earshot.core.usage.UsageLedger;
import java.time.Duration;
import java.time.InstantSource;

/// Where streams ask for their credit and pay for their use.
///
/// @param source what is left
/// @param ledger what was used
/// @param times how long an answer is believed
/// @param deadline for every single call to a store
/// @param clock stamps the ticks
/// @param faults hears of calls that failed
public record CreditDesk(AllowanceSource source, UsageLedger ledger, CreditTimes times,
    Duration deadline, InstantSource clock, UsageFaults faults) {}
