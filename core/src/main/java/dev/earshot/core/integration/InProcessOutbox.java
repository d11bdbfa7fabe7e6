package dev.earshot.core.integration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/// The outbox of a process that keeps nothing: what is in it dies with it. Safe for use by several threads.
public final class InProcessOutbox implements Outbox {
  private record Place(String app, String stream, long number) {}

  /// @param batch the number of the last final of the batch that it was cut into; empty before
  private record Kept(Entry entry, OptionalLong batch) {
    boolean isOf(Line line) {
      return entry.line().equals(line);
    }

    boolean isIn(Line line, OptionalLong other) {
      return isOf(line) && batch.isPresent() && batch.equals(other);
    }
  }

  private final OutboxBounds bounds;
  /// In the order in which they came.
  private final Map<Place, Kept> kept = new LinkedHashMap<>();

  public InProcessOutbox(OutboxBounds bounds) {
    this.bounds = bounds;
  }

  @Override
  public Mono<Long> append(List<Entry> entries) {
    return Mono.fromSupplier(() -> keep(entries));
  }

  @Override
  public Mono<List<Line>> lines() {
    return Mono.fromSupplier(this::known);
  }

  @Override
  public Mono<Batch> next(Line line, int most) {
    return Mono.defer(() -> Mono.justOrEmpty(cut(line, most)));
  }

  @Override
  public Mono<Void> remove(Batch batch) {
    return Mono.fromRunnable(() -> drop(batch));
  }

  @Override
  public Mono<Long> remove(Line line) {
    return Mono.fromSupplier(() -> drop(line));
  }

  @Override
  public Mono<Long> prune(Instant before) {
    return Mono.fromSupplier(() -> dropOld(before));
  }

  @Override
  public Mono<Held> held() {
    return Mono.fromSupplier(this::sum);
  }

  private synchronized long keep(List<Entry> entries) {
    for (var entry : entries) {
      kept.putIfAbsent(place(entry.app(), entry.said()), new Kept(entry, OptionalLong.empty()));
    }
    var dropped = 0L;
    for (var held = sum(); bounds.isOver(held.entries(), held.bytes()); held = sum()) {
      var oldest = kept.values().iterator().next();
      var line = oldest.entry().line();
      var before = kept.size();
      kept.values().removeIf(one -> one.equals(oldest) || one.isIn(line, oldest.batch()));
      dropped += before - kept.size();
    }
    return dropped;
  }

  private synchronized List<Line> known() {
    return kept.values().stream().map(one -> one.entry().line()).distinct().toList();
  }

  private synchronized Optional<Batch> cut(Line line, int most) {
    var all = kept.values()
        .stream()
        .filter(one -> one.isOf(line))
        .sorted((one, other) -> Long.compare(one.entry().said().number(),
            other.entry().said().number()))
        .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    var sealed = all.getFirst().batch();
    var batch = new ArrayList<Said>();
    for (var one : all) {
      if (sealed.isPresent() ? one.batch().equals(sealed) : batch.size() < most) {
        batch.add(one.entry().said());
      }
    }
    var last = OptionalLong.of(batch.getLast().number());
    batch.forEach(said -> kept.put(place(line.app(), said),
        new Kept(new Entry(line.app(), said), last)));
    return Optional.of(new Batch(line, batch));
  }

  private synchronized void drop(Batch batch) {
    batch.said().forEach(said -> kept.remove(place(batch.line().app(), said)));
  }

  private synchronized long drop(Line line) {
    var before = kept.size();
    kept.values().removeIf(one -> one.isOf(line));
    return (long) before - kept.size();
  }

  private synchronized long dropOld(Instant before) {
    var old = kept.values().stream().filter(one -> isOld(one, before)).toList();
    kept.values().removeAll(old);
    return old.size();
  }

  private boolean isOld(Kept one, Instant before) {
    var said = one.entry().said();
    if (one.batch().isEmpty()) {
      return said.at().isBefore(before);
    }
    var last = kept.get(new Place(one.entry().app(), said.stream().toString(),
        one.batch().getAsLong()));
    return last == null || last.entry().said().at().isBefore(before);
  }

  private synchronized Held sum() {
    return new Held(kept.size(),
        kept.values()
            .stream()
            .mapToLong(one -> OutboxBounds.bytesOf(one.entry().said().text()))
            .sum(),
        kept.values().stream().map(one -> one.entry().said().at()).min(Instant::compareTo));
  }

  private static Place place(String app, Said said) {
    return new Place(app, said.stream().toString(), said.number());
  }
}
