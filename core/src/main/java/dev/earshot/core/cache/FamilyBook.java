package dev.earshot.core.cache;

import java.util.concurrent.atomic.LongAdder;

/// Counts what becomes of one family's keys. Safe for use by several threads.
final class FamilyBook {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder stale = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder shared = new LongAdder();
  final LongAdder away = new LongAdder();
  final LongAdder poisoned = new LongAdder();
  final LongAdder loading = new LongAdder();
  private final LongAdder entries = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final CacheFamily<?> family;

  FamilyBook(CacheFamily<?> family) {
    this.family = family;
  }

  CacheFamily<?> family() {
    return family;
  }

  /// A load's result has its place, or would have had it.
  void placed(Kept kept) {
    entries.increment();
    bytes.add(kept.bytes());
  }

  /// It has lost it, or never had it.
  void gone(Kept kept) {
    entries.decrement();
    bytes.add(-kept.bytes());
  }

  FamilyStatistics read() {
    return new FamilyStatistics(hits.sum(), misses.sum(), loads.sum(), failures.sum(),
        stale.sum(), evictions.sum(), refused.sum(), shared.sum(), away.sum(), poisoned.sum(),
        entries.sum(), bytes.sum(), loading.sum());
  }
}
