package dev.earshot.gateway.dialect.openai;

/// Which generation of the API a client speaks: they differ in the names of events and in the shape of
/// the session.
enum Style {
  /// The documented one.
  GA,
  /// Clients that say `OpenAI-Beta: realtime=v1`, or offer its subprotocol.
  BETA
}
