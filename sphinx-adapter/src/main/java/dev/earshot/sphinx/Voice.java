package dev.earshot.sphinx;

import dev.earshot.core.audio.AudioFormat;
import org.jspecify.annotations.Nullable;

/// What is known of the voice on one stream, carried from utterance to utterance whichever decoder
/// hears them. Not safe for use by several threads at once.
final class Voice {
  /// Frames of 10 ms from which on the average is good enough: 2 s, which is nearly always the first
  /// utterance, or two when the first was a short yes.
  private static final int KNOWN = 200;
  /// Samples that may be heard again: 10 s of them keep the reader waiting for a second and a half.
  private static final long WORTH_AGAIN = 160_000;
  /// Frames of the prior that stand against what an utterance taught.
  private static final int CAUTION = 20;

  private final BandMeter meter;
  private Band band;
  private @Nullable CepstralMean mean;

  /// @param format of the client's audio, as declared
  Voice(AudioFormat format) {
    this.meter = new BandMeter(format);
    this.band = meter.band();
  }

  /// Hears a piece of it.
  void hear(short[] pcm) {
    meter.hear(pcm);
  }

  /// The band in which it comes, as far as was heard.
  Band band() {
    return meter.band();
  }

  /// Whether so little is known that an utterance is better heard twice.
  boolean isStrange() {
    return mean == null || mean.frames() < KNOWN;
  }

  /// Makes the decoder expect this voice.
  void introduceTo(Decoder decoder) {
    tune(decoder);
    if (decoder.carriesMean()) {
      decoder.expect(mean == null ? decoder.stranger() : mean);
    }
  }

  /// Makes the decoder expect the very utterance that it has just heard, for hearing it again.
  ///
  /// @param samples of the utterance
  /// @return whether that is worth the time
  boolean introduceAgainTo(Decoder decoder, long samples) {
    if (!isStrange() || samples > WORTH_AGAIN || !decoder.carriesMean()) {
      return false;
    }
    var heard = decoder.mean();
    tune(decoder);
    var before = mean == null ? decoder.stranger() : mean;
    decoder.expect(heard.again(before, CAUTION));
    return true;
  }

  /// Learns from the utterance that the decoder has just heard.
  void learnFrom(Decoder decoder) {
    if (decoder.carriesMean()) {
      mean = decoder.mean();
    }
    meter.fade();
  }

  /// In another band the same voice has another average.
  private void tune(Decoder decoder) {
    if (band != meter.band()) {
      band = meter.band();
      mean = null;
    }
    decoder.tune(band);
  }
}
