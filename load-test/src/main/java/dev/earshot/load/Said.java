package dev.earshot.load;

/// One segment as a device received it.
///
/// @param id later ones with the same id replace it
/// @param endMs capture clock of its last word
/// @param atNanos when it came, by the clock of [System#nanoTime]
record Said(String id, String text, long startMs, long endMs, boolean isFinal, long atNanos) {}
