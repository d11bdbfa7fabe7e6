package dev.earshot.core.stream;

import dev.earshot.core.audio.PacketVoices;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;

/// Tells the windows in which somebody speaks from those that a plan does not charge for. A pause of less
/// than half a second belongs to the speech around it.
final class Hush {
  private static final int HANGOVER_SAMPLES = 8_000;

  private final VoiceDetector detector = new EnergyDetector();
  private final PacketVoices voices = new PacketVoices();
  private int left;

  /// Whether the window is speech, or follows it closely. Packets say it themselves.
  boolean isVoiced(Window window) {
    var packets = window.packets();
    if (window.isPacked() && packets != null) {
      left = voices.hear(packets) > 0
          ? HANGOVER_SAMPLES
          : Math.max(0, left - window.length());
      return left > 0;
    }
    var pcm = window.pcm();
    for (var at = 0; at + VoiceDetector.FRAME <= pcm.length; at += VoiceDetector.FRAME) {
      left = detector.hears(pcm, at) ? HANGOVER_SAMPLES : Math.max(0, left - VoiceDetector.FRAME);
    }
    return left > 0;
  }
}
