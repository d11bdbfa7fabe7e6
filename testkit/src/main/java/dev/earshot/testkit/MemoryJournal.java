package dev.earshot.testkit;

import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.UsageJournal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// The journal as one map under one lock.
final class MemoryJournal implements UsageJournal {
  private record Entry(StreamId stream, YearMonth month) {}

  private final Map<Entry, Reading> readings = new HashMap<>();

  @Override
  public Mono<Void> record(List<Reading> batch) {
    return Mono.fromRunnable(() -> keep(batch));
  }

  @Override
  public Mono<Void> forget(StreamId stream) {
    return Mono.fromRunnable(() -> drop(stream));
  }

  @Override
  public Mono<List<Reading>> unsettled() {
    return Mono.fromSupplier(this::all);
  }

  private synchronized void keep(List<Reading> batch) {
    for (var reading : batch) {
      readings.merge(new Entry(reading.stream(), reading.month()), reading, Reading::mostOf);
    }
  }

  private synchronized void drop(StreamId stream) {
    readings.keySet().removeIf(entry -> entry.stream().equals(stream));
  }

  private synchronized List<Reading> all() {
    return List.copyOf(readings.values());
  }
}
