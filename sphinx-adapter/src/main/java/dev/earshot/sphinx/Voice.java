package dev.earshot.sphinx;

import org.jspecify.annotations.Nullable;

/// What is known of the voice on one stream, carried from utterance to utterance whichever decoder
/// hears them. Not safe for use by several threads at once.
final class Voice {
  static int KNOWN = Integer.getInteger("known", 400);
  static int WORTH_AGAIN = 160 * Integer.getInteger("worth", 1_000);
  static int CAUTION = Integer.getInteger("caution", 20);

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
