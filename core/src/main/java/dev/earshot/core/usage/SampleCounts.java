package dev.earshot.core.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The samples of a stream, channel by channel. Always: received = billed + unbilled of every kind.
/// One thread counts a channel; any thread may read.
///
/// They lie side by side: those of each stream are read in each second, when no cache has them any more.
final class SampleCounts {
  private static final VarHandle AT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int BILLED = 0;
  private static final int SPOKEN = 1;
  private static final int UNBILLED = 2;
  private static final int KINDS = 7;

  private final long[] samples;

  /// @param channels how many, 1 or more
  SampleCounts(int channels) {
    samples = new long[channels * KINDS];
  }

  int channels() {
    return samples.length / KINDS;
  }

  void bill(int channel, long more) {
    add(channel, BILLED, more);
  }

  /// Of what is billed, somebody spoke in these.
  void speak(int channel, long more) {
    add(channel, SPOKEN, more);
  }

  void skip(int channel, long more, Unbilled why) {
    add(channel, kind(why), more);
  }

  long billed(int channel) {
    return get(channel, BILLED);
  }

  long spoken(int channel) {
    return get(channel, SPOKEN);
  }

  long unbilled(int channel, Unbilled why) {
    return get(channel, kind(why));
  }

  /// Of every kind.
  long unbilled(int channel) {
    var sum = 0L;
    for (var kind = UNBILLED; kind < KINDS; kind++) {
      sum += get(channel, kind);
    }
    return sum;
  }

  long received(int channel) {
    return billed(channel) + unbilled(channel);
  }

  private static int kind(Unbilled why) {
    return switch (why) {
      case EXHAUSTED -> UNBILLED;
      case CREDIT_UNKNOWN -> UNBILLED + 1;
      case SILENCE -> UNBILLED + 2;
      case DISCARDED -> UNBILLED + 3;
      case OWN_RECOGNITION -> UNBILLED + 4;
    };
  }

  private long get(int channel, int kind) {
    return (long) AT.getVolatile(samples, channel * KINDS + kind);
  }

  private void add(int channel, int kind, long more) {
    var _ = (long) AT.getAndAdd(samples, channel * KINDS + kind, more);
  }
}
