package dev.earshot.core.relay;

/// A wish to hear words now that has not been answered yet.
///
/// @param atSample behind which sound it came
/// @param byClient whether it was the client's wish, which is owed an answer
record Asked(long atSample, boolean byClient) {}
