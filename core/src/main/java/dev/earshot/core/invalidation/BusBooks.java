package dev.earshot.core.invalidation;

import java.util.concurrent.atomic.LongAdder;

/// Counts what a bus does. Safe for use by several threads.
final class BusBooks {
  final LongAdder published = new LongAdder();
  final LongAdder unpublished = new LongAdder();
  final LongAdder received = new LongAdder();
  final LongAdder unknown = new LongAdder();
  final LongAdder poisoned = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder gaps = new LongAdder();

  BusStatistics read() {
    return new BusStatistics(published.sum(), unpublished.sum(), received.sum(), unknown.sum(),
        poisoned.sum(), failed.sum(), gaps.sum());
  }
}
