package dev.earshot.core.usage;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// The samples of one channel. Always: received = billed + unbilled of every kind. One thread counts; any
/// thread may read.
final class ChannelCount {
  private final AtomicLong billed = new AtomicLong();
  private final AtomicLong spoken = new AtomicLong();
  private final Map<Unbilled, AtomicLong> unbilled = new EnumMap<>(Unbilled.class);

  ChannelCount() {
    for (var why : Unbilled.values()) {
      unbilled.put(why, new AtomicLong());
    }
  }

  void bill(long samples) {
    billed.addAndGet(samples);
  }

  /// Of what is billed, somebody spoke in these.
  void speak(long samples) {
    spoken.addAndGet(samples);
  }

  long spoken() {
    return spoken.get();
  }

  void skip(long samples, Unbilled why) {
    skipped(why).addAndGet(samples);
  }

  long billed() {
    return billed.get();
  }

  long unbilled(Unbilled why) {
    return skipped(why).get();
  }

  long received() {
    return billed.get() + unbilled.values().stream().mapToLong(AtomicLong::get).sum();
  }

  private AtomicLong skipped(Unbilled why) {
    return Objects.requireNonNull(unbilled.get(why));
  }
}
