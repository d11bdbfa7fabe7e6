package dev.earshot.core.audio;

import java.util.Arrays;

/// Changes the rate of one stream of samples, piece by piece: to [Sound#RATE_HZ] for our own use, from it
/// for a recogniser that wants another one.
///
/// A polyphase windowed-sinc filter: for the reduced ratio L/M of the two rates, every output sample
/// is the sum of the last inputs weighted by one of L rows of [SincFilter]. The first output waits for
/// the filter's own delay, so output sample `n` sounds at input time `n / toHz` s; [#drain] gives
/// what is still waited for at the end. Not safe for use by several threads.
public final class Resampler {
  private final SincFilter filter;
  private final float[] history;
  private int newest;
  /// Where the next output is, counted from the next input in steps of `1 / up` samples.
  private int phase;

  private Resampler(SincFilter filter) {
    this.filter = filter;
    this.history = new float[filter.taps() * 2];
    this.phase = filter.delay();
  }

  /// One that gives [Sound#RATE_HZ], in its first state.
  ///
  /// @param fromHz one of [AudioFormat#RATES]
  public static Resampler from(int fromHz) {
    return new Resampler(SincFilter.between(fromHz, Sound.RATE_HZ));
  }

  /// One that is given [Sound#RATE_HZ], in its first state.
  ///
  /// @param toHz one of [AudioFormat#RATES]
  public static Resampler to(int toHz) {
    return new Resampler(SincFilter.between(Sound.RATE_HZ, toHz));
  }

  /// The samples at the new rate that these give. May be a few fewer or more than the ratio says; over the
  /// whole stream they are the ratio's, rounded up.
  ///
  /// @param count how many of `samples` are meant, from the first on
  public short[] resample(short[] samples, int count) {
    if (filter.isIdentity()) {
      return Arrays.copyOf(samples, count);
    }
    var steps = (long) count * filter.up() - phase;
    var out = new short[Math.toIntExact(Math.max(0, Math.ceilDiv(steps, filter.down())))];
    var written = 0;
    for (var i = 0; i < count; i++) {
      written = push(samples[i], out, written);
    }
    return out;
  }

  /// The samples that the filter still holds. The resampler starts anew afterwards.
  public short[] drain() {
    if (filter.isIdentity()) {
      return new short[0];
    }
    var rest = resample(new short[filter.taps() / 2], filter.taps() / 2);
    Arrays.fill(history, 0f);
    phase = filter.delay();
    return rest;
  }

  private int push(short sample, short[] out, int at) {
    var taps = filter.taps();
    history[newest] = sample;
    history[newest + taps] = sample;
    newest = newest + 1 == taps ? 0 : newest + 1;
    var written = at;
    for (; phase < filter.up(); phase += filter.down()) {
      out[written++] = weigh(filter.row(phase));
    }
    phase -= filter.up();
    return written;
  }

  private short weigh(float[] row) {
    var sum = 0f;
    for (var k = 0; k < row.length; k++) {
      sum += row[k] * history[newest + k];
    }
    return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
