package dev.earshot.gateway.wire;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// Lets two libraries wait for their own locks, which they do for microseconds: the client of Redis where a
/// connection comes and goes while somebody writes, the log where two threads write a line at once. An error
/// thrown there would leave the lock locked for ever, and whoever comes next waiting.
public final class LibraryLocks implements BlockHoundIntegration {
  private static final String REDIS = "io.lettuce.core.protocol.SharedLock";
  private static final String LOG = "ch.qos.logback.core.OutputStreamAppender";

  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder.allowBlockingCallsInside(REDIS, "incrementWriters")
        .allowBlockingCallsInside(REDIS, "decrementWriters")
        .allowBlockingCallsInside(REDIS, "doExclusive")
        .allowBlockingCallsInside(LOG, "writeBytes");
  }
}
