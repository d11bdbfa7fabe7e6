package dev.earshot.redis;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A report in the order in which the script takes it: place by place, in portions that do not hold Redis
/// up for long.
///
/// A place whose counts do not fit into one portion goes on in the next; its reads go with the first,
/// before all of its counts. That is the same as two reports, of which neither tells more than the truth.
final class Report {
  /// The most counts for one call of the script: some ten milliseconds of Redis' time.
  static final int MOST = 1_000;

  /// An account's month.
  record Place(AccountId account, YearMonth month) {}

  /// A count, and where its answer belongs.
  record Line(int at, Count count) {}

  /// What one call of the script takes for a place.
  record Share(Place place, List<Line> lines, List<LedgerRead> reads) {
    int weight() {
      return lines.size() + reads.size();
    }
  }

  private record Work(List<Line> lines, List<LedgerRead> reads) {}

  private final Map<Place, Work> works = new LinkedHashMap<>();

  Report(List<Count> counts, List<LedgerRead> reads) {
    for (var at = 0; at < counts.size(); at++) {
      var reading = counts.get(at).reading();
      work(reading.account(), reading.month()).lines.add(new Line(at, counts.get(at)));
    }
    for (var read : reads) {
      work(read.account(), read.month()).reads.add(read);
    }
  }

  /// The accounts that have counted.
  List<AccountId> accounts() {
    return works.entrySet()
        .stream()
        .filter(work -> !work.getValue().lines.isEmpty())
        .map(work -> work.getKey().account)
        .distinct()
        .toList();
  }

  /// The calls for one server, which reaches all places in one.
  List<List<Share>> portions() {
    return cut(shares());
  }

  /// The calls for a cluster, where one reaches the places of one bucket.
  List<List<Share>> portionsByBucket() {
    var buckets = new LinkedHashMap<String, List<Share>>();
    shares().forEach(
        share -> buckets.computeIfAbsent(Names.index(share.place.account), _ -> new ArrayList<>())
            .add(share));
    return buckets.values().stream().flatMap(bucket -> cut(bucket).stream()).toList();
  }

  private Work work(AccountId account, YearMonth month) {
    return works.computeIfAbsent(new Place(account, month),
        _ -> new Work(new ArrayList<>(), new ArrayList<>()));
  }

  private List<Share> shares() {
    var shares = new ArrayList<Share>();
    works.forEach((place, work) -> {
      var to = Math.min(MOST, work.lines.size());
      shares.add(new Share(place, work.lines.subList(0, to), work.reads));
      for (var from = to; from < work.lines.size(); from = to) {
        to = Math.min(from + MOST, work.lines.size());
        shares.add(new Share(place, work.lines.subList(from, to), List.of()));
      }
    });
    return shares;
  }

  private static List<List<Share>> cut(List<Share> shares) {
    var portions = new ArrayList<List<Share>>();
    var weight = MOST;
    for (var share : shares) {
      if (weight + share.weight() > MOST) {
        portions.add(new ArrayList<>());
        weight = 0;
      }
      portions.getLast().add(share);
      weight += share.weight();
    }
    return portions;
  }
}
