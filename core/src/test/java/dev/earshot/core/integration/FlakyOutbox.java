package dev.earshot.core.integration;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/// An outbox whose disk fails now and then.
final class FlakyOutbox implements Outbox {
  private final Outbox outbox;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger appends = new AtomicInteger();

  FlakyOutbox(Outbox outbox) {
    this.outbox = outbox;
  }

  /// The next writes fail.
  void fails(int times) {
    failures.set(times);
  }

  int appends() {
    return appends.get();
  }

  @Override
  public Mono<Long> append(List<Entry> entries) {
    return Mono.defer(() -> {
      appends.incrementAndGet();
      return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
          ? Mono.error(new IllegalStateException("disk"))
          : outbox.append(entries);
    });
  }

  @Override
  public Mono<List<Line>> lines() {
    return outbox.lines();
  }

  @Override
  public Mono<Batch> next(Line line, int most) {
    return outbox.next(line, most);
  }

  @Override
  public Mono<Void> remove(Batch batch) {
    return outbox.remove(batch);
  }

  @Override
  public Mono<Long> remove(Line line) {
    return outbox.remove(line);
  }

  @Override
  public Mono<Long> prune(Instant before) {
    return outbox.prune(before);
  }

  @Override
  public Mono<Held> held() {
    return outbox.held();
  }
}
