package dev.earshot.gateway.wire;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// Lets the client of Redis wait for its own lock, which it does for microseconds where a connection comes and
/// goes while somebody writes. An error thrown there would leave the lock locked for ever, and whoever closes
/// the client waiting.
public final class LettuceLocks implements BlockHoundIntegration {
  private static final String LOCK = "io.lettuce.core.protocol.SharedLock";

  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder.allowBlockingCallsInside(LOCK, "incrementWriters")
        .allowBlockingCallsInside(LOCK, "decrementWriters")
        .allowBlockingCallsInside(LOCK, "doExclusive");
  }
}
