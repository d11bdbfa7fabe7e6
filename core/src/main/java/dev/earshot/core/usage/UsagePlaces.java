package dev.earshot.core.usage;

import java.time.Duration;
import java.time.InstantSource;

/// Where use is written down.
///
/// @param journal on this instance's own disk
/// @param counter of all instances
/// @param ledger the truth
/// @param deadline for every single call to one of them
/// @param faults hears of calls that failed
/// @param clock says which month it is
public record UsagePlaces(UsageJournal journal, UsageCounter counter, UsageLedger ledger,
    Duration deadline, UsageFaults faults, InstantSource clock) {}
