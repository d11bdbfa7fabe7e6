package dev.earshot.core.invalidation;

/// What a bus has done so far.
///
/// @param published messages that the channel took
/// @param unpublished that it did not take
/// @param received messages that were understood
/// @param unknown events that are none of ours
/// @param poisoned messages that cannot be meant: malformed, too long, with too many keys
/// @param failed callbacks that threw
/// @param gaps how often something may have been missed
public record BusStatistics(long published, long unpublished, long received, long unknown,
    long poisoned, long failed, long gaps) {}
