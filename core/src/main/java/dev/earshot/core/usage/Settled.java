package dev.earshot.core.usage;

/// The ledger's answer to a [Settle].
///
/// @param toMs up to where this stream is charged: where another settle that began at the same place
///     came first, the end of that one
public record Settled(long toMs) {}
