package dev.earshot.testkit.simulation;

import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Reading;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What outlives a kill on one machine: its journal.
final class Disk {
  private record Row(StreamId stream, YearMonth month) {}

  private final Map<Row, Reading> rows = new LinkedHashMap<>();

  void record(List<Reading> readings) {
    for (var reading : readings) {
      rows.merge(new Row(reading.stream(), reading.month()), reading, Reading::mostOf);
    }
  }

  void forget(StreamId stream) {
    rows.keySet().removeIf(row -> row.stream.equals(stream));
  }

  List<Reading> unsettled() {
    return List.copyOf(rows.values());
  }

  /// Up to where a stream's use is written down; 0 where it is not.
  long usedMs(StreamId stream) {
    return rows.values()
        .stream()
        .filter(row -> row.stream().equals(stream))
        .mapToLong(Reading::usedMs)
        .max()
        .orElse(0);
  }
}
