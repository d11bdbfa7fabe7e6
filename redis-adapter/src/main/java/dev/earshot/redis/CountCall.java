package dev.earshot.redis;

import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.redis.Report.Share;
import io.lettuce.core.protocol.CommandArgs;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The words of a report in which `count.lua` takes them.
final class CountCall {
  private static final Duration KEPT = Duration.ofDays(10);
  /// The script reckons in doubles, which are exact far beyond this: 71,000 years of audio.
  private static final long MOST_MS = 1L << 51;
  private static final int KEYS = 2;

  private CountCall() {}

  /// @param withSignals whether the script reads the accounts' signals too, which only a server that has
  ///     all keys can
  static Script.Call of(List<Share> shares, boolean withSignals) {
    var keys = new ArrayList<String>();
    for (var share : shares) {
      keys.add(Names.usage(share.place().account(), share.place().month()));
      keys.add(Names.index(share.place().account()));
      if (withSignals) {
        keys.add(Names.signal(share.place().account()));
      }
    }
    return RedisCounter.COUNT.on(keys, values -> {
      values.add(KEYS + (withSignals ? 1 : 0));
      shares.forEach(share -> write(share, values));
    });
  }

  private static void write(Share share, CommandArgs<String, String> values) {
    values.add(share.lines().size())
        .add(share.reads().size())
        .add(expiry(share.place().month()));
    share.reads().forEach(read -> write(read, values));
    share.lines().forEach(line -> write(line.count(), values));
  }

  private static void write(Count count, CommandArgs<String, String> values) {
    var reading = count.reading();
    var want = count.want();
    values.addValue(reading.stream().toString())
        .add(bounded(reading.fromMs()))
        .add(bounded(reading.usedMs()))
        .add(bounded(reading.settledMs()))
        .add(bounded(reading.intendedMs()))
        .add(count.over() ? 1 : 0)
        .add(want == null ? -1 : bounded(want.grantMs()))
        .add(want == null ? 0 : bounded(want.sliceMs()));
  }

  private static void write(LedgerRead read, CommandArgs<String, String> values) {
    values.add(bounded(read.usedMs()))
        .add(read.mark().generation())
        .add(bounded(read.mark().risenMs()));
  }

  private static long expiry(YearMonth month) {
    return month.plusMonths(1)
        .atDay(1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC)
        .plus(KEPT)
        .getEpochSecond();
  }

  private static long bounded(long ms) {
    return Math.min(ms, MOST_MS);
  }
}
