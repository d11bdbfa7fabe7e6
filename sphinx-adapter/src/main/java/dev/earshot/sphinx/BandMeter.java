package dev.earshot.sphinx;

import dev.earshot.core.audio.AudioFormat;

/// Tells from the voice on one stream in which [Band] it comes, whatever was declared: a telephone call
/// may travel at any rate.
///
/// In the clips, as heard by our resampler, energy above 4.4 kHz is -36 dB and more of the voice's when
/// it is there, and below -55 dB when it is not; below 220 Hz it is above -25 dB or below -44 dB. A
/// tenth of a second of voice is enough. Not safe for use by several threads at once.
final class BandMeter {
  private static final int NARROW_HZ = 8_000;
  private static final int STEP = Spectrum.FRAME / 2;
  private static final double HIGH_ABSENT = 1e-5; // -50 dB; a quarter of a bit of noise is there always
  private static final double LOW_ABSENT = 1e-3; // -30 dB

  private final Spectrum spectrum = new Spectrum();
  private final short[] frame = new short[Spectrum.FRAME];
  private final boolean surelyNarrow;
  private int filled;
  private double low;
  private double middle;
  private double high;

  /// @param format as declared: what is sampled at 8 kHz cannot be wide
  BandMeter(AudioFormat format) {
    this.surelyNarrow = format.sampleRateHz() <= NARROW_HZ;
  }

  /// Hears a piece of an utterance.
  void hear(short[] pcm) {
    for (var sample : pcm) {
      frame[filled++] = sample;
      if (filled == frame.length) {
        look();
        System.arraycopy(frame, STEP, frame, 0, STEP);
        filled = STEP;
      }
    }
  }

  /// Lets what was heard before weigh half as much as what comes now: a call may be handed over.
  void fade() {
    filled = 0;
    low /= 2;
    middle /= 2;
    high /= 2;
  }

  /// What it is, as far as was heard.
  Band band() {
    if (!surelyNarrow && high >= HIGH_ABSENT * middle) {
      return Band.WIDE;
    }
    return low >= LOW_ABSENT * middle ? Band.NARROW : Band.TELEPHONE;
  }

  private void look() {
    spectrum.look(frame, 0);
    low += spectrum.energy(70, 220);
    middle += spectrum.energy(300, 3_400);
    high += spectrum.energy(4_400, 7_800);
  }
}
