package dev.earshot.core.usage;

/// The ledger's answer to a [Settle].
///
/// @param toMs up to where this stream is charged: where another settle that began at the same place
///     came first, the end of that one
/// @param monthUsedMs what the account has used in the settle's month, with all its streams
public record Settled(long toMs, long monthUsedMs) {}
