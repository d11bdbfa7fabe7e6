package dev.earshot.core.relay;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Pages for [Reel]s, outside the heap, and those that no reel writes on at present. What lives for seconds would
/// be moved about by the collector of garbage again and again: 200 streams of samples made it pause for 20 to 130
/// ms each four seconds.
///
/// As many pages as were once in use at a time are kept. Safe for use by several threads.
final class Shelf {
  private static final int PAGES_AT_ONCE = 16;

  private final Queue<MemorySegment> spare = new ConcurrentLinkedQueue<>();

  /// One to write on, with whatever stands on it.
  MemorySegment take() {
    var page = spare.poll();
    return page == null ? more() : page;
  }

  /// Nobody reads this one any more.
  void giveBack(MemorySegment page) {
    spare.add(page);
  }

  /// Made together, since each piece of memory is watched by the collector until nobody has a page of it.
  private MemorySegment more() {
    var pages = Arena.ofAuto().allocate((long) PAGES_AT_ONCE * Reel.PAGE, Long.BYTES);
    for (var i = 1; i < PAGES_AT_ONCE; i++) {
      spare.add(pages.asSlice((long) i * Reel.PAGE, Reel.PAGE));
    }
    return pages.asSlice(0, Reel.PAGE);
  }
}
