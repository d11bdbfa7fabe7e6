package dev.earshot.gateway.dialect;

/// What a text message of a client means.
public sealed interface ClientEvent {
  /// Nothing but a sign of life.
  record StillHere() implements ClientEvent {}

  /// Say now what was said so far.
  record Flush() implements ClientEvent {}

  /// No more sound comes: say the last words, then close.
  record Finish() implements ClientEvent {}

  /// A message that is known and needs no answer.
  record Ignored(String type) implements ClientEvent {}

  /// A message that cannot be used. It is skipped, counted and told.
  ///
  /// @param reason one of few, for the meters
  /// @param detail what is wrong and what was expected, without the client's own words
  record Unusable(Reason reason, String detail) implements ClientEvent {}

  /// Why a message cannot be used.
  enum Reason {
    /// It is not JSON.
    NOT_JSON,
    /// It is JSON, but no object.
    NOT_AN_OBJECT,
    /// Its `type` is missing or not known.
    UNKNOWN_TYPE
  }
}
