package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.Sound;

/// Keeps a leg from being sent faster than its recogniser takes sound: at a catch-up, not while somebody
/// speaks.
final class PaceGate {
  private static final double NANOS = 1e9;

  private final double samplesPerNano;
  private final double most;
  private double room;
  private long atNanos;

  /// @param pace in times as fast as it is spoken
  /// @param aheadNanos of audio that may go at once
  PaceGate(double pace, long aheadNanos, long nanos) {
    this.samplesPerNano = pace * Sound.RATE_HZ / NANOS;
    this.most = aheadNanos / NANOS * Sound.RATE_HZ;
    this.room = most;
    this.atNanos = nanos;
  }

  void sent(long samples) {
    room -= samples;
  }

  boolean isOpen(long nanos) {
    if (Double.isInfinite(samplesPerNano)) {
      return true;
    }
    room = Math.min(most, room + (nanos - atNanos) * samplesPerNano);
    atNanos = nanos;
    return room > 0;
  }
}
