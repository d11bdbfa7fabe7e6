package dev.earshot.sphinx;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;

/// Tells capture time from a position at 16 kHz, counted over a leg. Holds as long as the sound has
/// no hole.
///
/// @param format of the client's audio
/// @param fromSample capture clock at `position`
/// @param position samples at 16 kHz that the leg had taken before
record CaptureClock(AudioFormat format, long fromSample, long position) {
  /// Milliseconds of the capture clock.
  long millisAt(long at) {
    var since = Math.max(0, at - position);
    return format.millisOf(fromSample + since * format.captureRateHz() / Sound.RATE_HZ);
  }
}
