package dev.earshot.core.usage;

import dev.earshot.core.identity.StreamId;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/// A journal in a map. Its mood is what becomes of every write.
public final class MapJournal implements UsageJournal {
  private record Row(StreamId stream, YearMonth month) {}

  private final Map<Row, Reading> rows = new LinkedHashMap<>();
  private final List<List<Reading>> batches = new ArrayList<>();
  private UnaryOperator<Mono<Void>> mood = write -> write;

  public void mood(UnaryOperator<Mono<Void>> next) {
    mood = next;
  }

  public List<List<Reading>> batches() {
    return batches;
  }

  public List<Reading> rows() {
    return List.copyOf(rows.values());
  }

  @Override
  public Mono<Void> record(List<Reading> readings) {
    return mood.apply(Mono.fromRunnable(() -> {
      batches.add(List.copyOf(readings));
      for (var reading : readings) {
        rows.merge(new Row(reading.stream(), reading.month()), reading, Reading::mostOf);
      }
    }));
  }

  @Override
  public Mono<Void> forget(StreamId stream) {
    return mood
        .apply(Mono.fromRunnable(() -> rows.keySet().removeIf(row -> row.stream().equals(stream))));
  }

  @Override
  public Mono<List<Reading>> unsettled() {
    return Mono.fromSupplier(this::rows);
  }
}
