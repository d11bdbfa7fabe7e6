package dev.earshot.core.stream;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;

/// Tells the windows in which somebody speaks from those that a plan does not charge for. A pause of less
/// than half a second belongs to the speech around it.
final class Hush {
  private static final int HANGOVER_SAMPLES = 8_000;

  private final VoiceDetector detector = new EnergyDetector();
  private int left;

  /// Whether the window is speech, or follows it closely.
  boolean isVoiced(Window window) {
    var pcm = window.pcm();
    for (var at = 0; at + VoiceDetector.FRAME <= pcm.length; at += VoiceDetector.FRAME) {
      left = detector.hears(pcm, at) ? HANGOVER_SAMPLES : Math.max(0, left - VoiceDetector.FRAME);
    }
    return left > 0;
  }
}
