package dev.earshot.core.voice;

/// Hears a voice where a frame is clearly louder than the room: its energy is compared with a noise
/// floor that follows the quiet frames.
///
/// In quiet frames the floor follows within tenths of a second; in voiced ones it only rises, and
/// slowly, so that a room that gets louder is learnt within seconds and a long word is not taken for
/// the room.
public final class EnergyDetector implements VoiceDetector {
  /// Below this root mean square nothing is a voice: -49 dB of full scale.
  private static final double QUIETEST = 120;
  private static final double ABOVE_FLOOR = 3.5;
  private static final double FOLLOW = 0.05;
  private static final double RISE_IN_SPEECH = 1.002;

  /// No microphone is quieter (-67 dB), only a muted one; from the floor of digital silence a rise by
  /// a factor would take minutes.
  private static final double LOWEST = 15;

  private double floor = 50;

  /// An encoder of SILK compares energies with a floor too, in four bands; CELT says energies.
  @Override
  public boolean takesPackets() {
    return true;
  }

  @Override
  public boolean hears(short[] pcm, int at) {
    var sum = 0L;
    for (var i = at; i < at + FRAME; i++) {
      sum += (long) pcm[i] * pcm[i];
    }
    return hears(Math.sqrt((double) sum / FRAME));
  }

  /// Whether the next [#FRAME] samples hold a voice.
  ///
  /// @param loudness their root mean square
  public boolean hears(double loudness) {
    var voice = loudness > Math.max(QUIETEST, floor * ABOVE_FLOOR);
    floor = voice
        ? floor * RISE_IN_SPEECH
        : Math.max(LOWEST, floor + FOLLOW * (loudness - floor));
    return voice;
  }
}
