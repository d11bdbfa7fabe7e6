package dev.earshot.core.cache;

/// What became of a family's keys since the start, and what is kept of them now.
///
/// @param hits answered at once from this process, fresh or not
/// @param misses that had to wait for a load, their own or another's
/// @param loads begun, those ahead of time among them
/// @param failures loads that failed or came too late
/// @param stale answers older than their time, because the loader failed
/// @param evictions that others needed the room of
/// @param refused values that were too large to be kept, in either level
/// @param shared loads that the second level answered
/// @param away calls of the second level that failed or came too late
/// @param poisoned values of the second level that could not be read
/// @param entries kept now, missing values among them
/// @param bytes that they take, with their keys and what surrounds them
/// @param loading loads that are under way
public record FamilyStatistics(long hits, long misses, long loads, long failures, long stale,
    long evictions, long refused, long shared, long away, long poisoned, long entries, long bytes,
    long loading) {}
