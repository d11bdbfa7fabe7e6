package dev.earshot.core.stream;

import dev.earshot.core.stream.CreditDesk.CreditNews;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageMeter;
import java.util.EnumMap;
import java.util.Map;

/// Tells an operator what one stream uses while it does, every millisecond once.
///
/// Safe for use by several threads.
final class UseTold {
  private final CreditNews news;
  private final UsageMeter meter;
  private final Map<Unbilled, Long> unbilledMs = new EnumMap<>(Unbilled.class);
  private long billedMs;

  UseTold(CreditNews news, UsageMeter meter) {
    this.news = news;
    this.meter = meter;
  }

  /// Tells what came since this was last asked.
  synchronized void tell() {
    var billed = meter.billedMs();
    if (billed > billedMs) {
      news.billed(billed - billedMs);
      billedMs = billed;
    }
    if (meter.hasUnbilled()) { // most streams never have
      tellUnbilled();
    }
  }

  private void tellUnbilled() {
    for (var why : Unbilled.values()) {
      var told = unbilledMs.getOrDefault(why, 0L);
      var skipped = meter.unbilledMs(why);
      if (skipped > told) {
        news.unbilled(why, skipped - told);
        unbilledMs.put(why, skipped);
      }
    }
  }

  /// Tells the rest, and that it is over.
  void end() {
    tell();
    news.ended(meter);
  }
}
