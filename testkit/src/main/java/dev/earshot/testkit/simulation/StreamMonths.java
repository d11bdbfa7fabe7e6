package dev.earshot.testkit.simulation;

import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How one stream's sound falls into months, as somebody said it first, and what of them was charged.
final class StreamMonths {
  private final TreeMap<YearMonth, Long> begins = new TreeMap<>();
  private final Map<YearMonth, Long> chargedMs = new HashMap<>();
  private long chargedToMs;

  /// Somebody has said how the stream's sound falls into months.
  void told(Reading reading) {
    begins.putIfAbsent(reading.month(), reading.fromMs());
  }

  /// The last month that anybody spoke of.
  @Nullable
  YearMonth last() {
    return begins.isEmpty() ? null : begins.lastKey();
  }

  /// What of the first `heardMs` is of this month.
  long heardMs(YearMonth month, long heardMs) {
    var from = begins.get(month);
    return from == null ? 0 : Math.max(0, endMs(month, heardMs) - from);
  }

  /// Whether all that was charged is of the month for which it was charged.
  boolean isOfItsMonth(Settle settle, long heardMs) {
    var from = begins.get(settle.month());
    return from != null && settle.fromMs() >= from
        && settle.toMs() <= endMs(settle.month(), heardMs);
  }

  /// The ledger has charged this.
  void charge(Settle settle) {
    chargedMs.merge(settle.month(), settle.toMs() - settle.fromMs(), Math::addExact);
    chargedToMs = Math.max(chargedToMs, settle.toMs());
  }

  long chargedMs(YearMonth month) {
    return chargedMs.getOrDefault(month, 0L);
  }

  /// Of all months.
  long chargedMs() {
    return chargedMs.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Up to where something was charged.
  long chargedToMs() {
    return chargedToMs;
  }

  private long endMs(YearMonth month, long heardMs) {
    var next = begins.higherEntry(month);
    return next == null ? heardMs : next.getValue();
  }
}
