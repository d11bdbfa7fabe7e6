package dev.earshot.sphinx;

import java.util.Arrays;

/// How a voice and its microphone sound on the average, which the decoder subtracts: the state that an
/// utterance leaves to the next one.
///
/// @param mean that is subtracted
/// @param sum of the cepstra heard so far
/// @param frames of 10 ms in that sum
@SuppressWarnings("ArrayRecordComponent") // compared by nothing but its own tests
record CepstralMean(float[] mean, float[] sum, int frames) {
  CepstralMean {
    mean = mean.clone();
    sum = sum.clone();
  }

  /// This mean, as if nothing had been heard yet.
  static CepstralMean prior(float[] mean) {
    return new CepstralMean(mean, new float[mean.length], 0);
  }

  /// What to expect of the very sound that led from `prior` to here, when it is heard again: its own
  /// mean, drawn towards the prior as by `weight` frames of it, because a short word says little.
  CepstralMean again(CepstralMean prior, int weight) {
    var expected = new float[mean.length];
    for (var i = 0; i < expected.length; i++) {
      expected[i] = (sum[i] + weight * prior.mean[i]) / (frames + weight);
    }
    return new CepstralMean(expected, prior.sum, prior.frames);
  }

  boolean isMean(float[] other) {
    return Arrays.equals(mean, other);
  }
}
