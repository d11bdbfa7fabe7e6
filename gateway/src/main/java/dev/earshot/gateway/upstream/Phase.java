package dev.earshot.gateway.upstream;

/// How far a leg has come.
enum Phase {
  /// Sound may not come yet.
  OPENING,
  /// Sound goes and words come.
  TALKING,
  /// The last words are awaited.
  ENDING,
  /// Nothing is told any more.
  OVER
}
