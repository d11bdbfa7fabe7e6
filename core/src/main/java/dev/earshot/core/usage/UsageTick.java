package dev.earshot.core.usage;

import org.jspecify.annotations.Nullable;

/// A moment at which a stream looks at its credit.
///
/// @param tally what the counter said at this moment; null where it could not be asked
/// @param countedMs up to where the stream's own use is in that
/// @param seed whether the counter waits for somebody to read the ledger, and chose this stream
public record UsageTick(@Nullable Tally tally, long countedMs, boolean seed) {}
