package dev.earshot.sphinx;

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

  private @Nullable CepstralMean mean;

  /// Whether so little is known that an utterance is better heard twice.
  boolean isStrange() {
    return mean == null || mean.frames() < KNOWN;
  }

  /// Makes the decoder expect this voice.
  void introduceTo(Decoder decoder) {
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
    var before = mean == null ? decoder.stranger() : mean;
    decoder.expect(decoder.mean().again(before, CAUTION));
    return true;
  }

  /// Learns from the utterance that the decoder has just heard.
  void learnFrom(Decoder decoder) {
    if (decoder.carriesMean()) {
      mean = decoder.mean();
    }
  }
}
