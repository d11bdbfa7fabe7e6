package dev.earshot.core.relay;

/// The streams of the house at this moment.
///
/// @param open streams that are
/// @param begun streams that ever were, these among them
record Traffic(int open, long begun) {}
