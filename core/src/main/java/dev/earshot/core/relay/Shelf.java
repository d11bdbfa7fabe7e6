package dev.earshot.core.relay;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Pages that no [Reel] writes on at present, kept for the next one that needs some: what lives for seconds
/// would otherwise be moved about by the collector of garbage until it is thrown away.
///
/// Safe for use by several threads.
final class Shelf {
  private final int most;
  private final Queue<byte[]> pages = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /// @param most pages that are kept; more are left to the collector
  Shelf(int most) {
    this.most = most;
  }

  /// One to write on, with whatever stands on it.
  byte[] take() {
    var page = pages.poll();
    if (page == null) {
      return new byte[Reel.PAGE];
    }
    count.decrementAndGet();
    return page;
  }

  /// Nobody reads this one any more.
  void giveBack(byte[] page) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
    } else {
      pages.add(page);
    }
  }
}
