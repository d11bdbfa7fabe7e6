package dev.earshot.vosk;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;

/// Tells capture time from a voice's own, which counts from its first sample at 16 kHz. Holds as long as the
/// sound has no hole.
///
/// @param format of the client's audio
/// @param fromSample capture clock at `position`
/// @param position samples at 16 kHz that the voice had heard before
record CaptureClock(AudioFormat format, long fromSample, long position) {
  /// Milliseconds of the capture clock.
  ///
  /// @param ownMs the voice's
  /// @param toSample there is no sound behind it
  long millisAt(double ownMs, long toSample) {
    var since = Math.max(0, Math.round(ownMs * Sound.RATE_HZ / 1_000) - position);
    return format.millisOf(
        Math.min(toSample, fromSample + since * format.captureRateHz() / Sound.RATE_HZ));
  }
}
