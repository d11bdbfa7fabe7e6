package dev.earshot.redis;

import java.time.Duration;

/// How long Redis is waited for.
///
/// @param command for the answer to everything that one call of a port sends
/// @param connect for a connection, its handshake included
/// @param redial between two attempts to connect, at most
/// @param beat between two questions whether the subscription still stands
record RedisTimes(Duration command, Duration connect, Duration redial, Duration beat) {
  static final RedisTimes USUAL = new RedisTimes(Duration.ofMillis(500), Duration.ofSeconds(2),
      Duration.ofSeconds(5), Duration.ofSeconds(2));
}
