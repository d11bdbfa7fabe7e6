package dev.earshot.gateway.upstream.wire;

import java.time.Duration;

/// What a wire may take, in time and in bytes.
///
/// @param connect from the call to the open WebSocket: names, TCP, TLS and upgrade together
/// @param closing from our goodbye to the other side's
/// @param messageBytes of one message, fragments added up
/// @param unsentBytes that may wait for a recogniser that does not read
public record WireLimits(Duration connect, Duration closing, int messageBytes, int unsentBytes) {
  public static final WireLimits USUAL = new WireLimits(Duration.ofSeconds(5),
      Duration.ofSeconds(2), 1024 * 1024, 64 * 1024);

  public WireLimits {
    if (!connect.isPositive() || !closing.isPositive() || messageBytes < 1 || unsentBytes < 2) {
      throw new IllegalArgumentException("connect: " + connect + ", closing: " + closing
          + ", messageBytes: " + messageBytes + ", unsentBytes: " + unsentBytes
          + " (expected: all > 0)");
    }
  }

  /// The same with another time for the call.
  public WireLimits connectWithin(Duration other) {
    return new WireLimits(other, closing, messageBytes, unsentBytes);
  }
}
