package dev.earshot.redis;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.redis.Report.Share;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The counter that all gateways share. The arithmetic is `count.lua`; here its questions are written and
/// its answers read.
///
/// Silence is measured by Redis' own clock, one for all gateways: with theirs, one whose clock is ahead
/// would take living streams for orphans.
final class RedisCounter implements UsageCounter {
  /// Read with this class, as a store is opened: calls are made on threads that may not wait for a file.
  static final Script COUNT = Script.named("count.lua");
  private static final Script ORPHANS = Script.named("orphans.lua");
  /// For each of 64 buckets and call; the others are found by the next.
  private static final int MOST_ORPHANS = 250;
  private static final int HEAD = 5;

  private final Wire wire;
  private final Scripts scripts;
  private final boolean isCluster;

  RedisCounter(Wire wire, boolean isCluster) {
    this.wire = wire;
    this.scripts = new Scripts(wire);
    this.isCluster = isCluster;
  }

  @Override
  public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
    return Mono.defer(() -> {
      if (counts.isEmpty() && reads.isEmpty()) {
        return Mono.just(List.<Tally>of());
      }
      var report = new Report(counts, reads);
      return wire.within(isCluster ? spread(report, counts.size()) : whole(report, counts.size()));
    });
  }

  @Override
  public Flux<Reading> orphans(Duration silence) {
    return Mono.defer(() -> {
      var indexes = Names.indexes();
      var calls = isCluster
          ? indexes.stream().map(index -> orphans(List.of(index), silence)).toList()
          : List.of(orphans(indexes, silence));
      return wire.within(scripts.run(calls, List.of()));
    })
        .flatMapIterable(answers -> answers.stream()
            .flatMap(List::stream)
            .map(RedisCounter::reading)
            .toList());
  }

  private Mono<List<Tally>> whole(Report report, int size) {
    var portions = report.portions();
    var calls = portions.stream().map(portion -> CountCall.of(portion, true)).toList();
    return scripts.run(calls, List.of())
        .map(answers -> tallies(portions, answers, Map.of(), size));
  }

  /// The signals' names have no bucket, so they are read beside the scripts, in the same write.
  private Mono<List<Tally>> spread(Report report, int size) {
    var portions = report.portionsByBucket();
    var calls = portions.stream().map(portion -> CountCall.of(portion, false)).toList();
    var accounts = report.accounts();
    var looks = accounts.stream().map(RedisSignals::look).toList();
    return scripts.run(calls, looks)
        .map(answers -> tallies(portions, answers, signals(accounts, looks), size));
  }

  private static Map<AccountId, Signal> signals(List<AccountId> accounts,
      List<AsyncCommand<String, String, String>> looks) {
    var signals = new HashMap<AccountId, Signal>();
    for (var i = 0; i < looks.size(); i++) {
      signals.put(accounts.get(i), RedisSignals.seen(looks.get(i)));
    }
    return signals;
  }

  private static List<Tally> tallies(List<List<Share>> portions, List<List<Object>> answers,
      Map<AccountId, Signal> signals, int size) {
    var tallies = new Tally[size];
    for (var i = 0; i < portions.size(); i++) {
      for (var j = 0; j < portions.get(i).size(); j++) {
        var share = portions.get(i).get(j);
        var row = (List<?>) answers.get(i).get(j);
        var signal = signals.getOrDefault(share.place().account(), signal(row.get(4)));
        for (var k = 0; k < share.lines().size(); k++) {
          tallies[share.lines().get(k).at()] = tally(row, number(row, HEAD + k), signal);
        }
      }
    }
    return new ArrayList<>(Arrays.asList(tallies));
  }

  private static Tally tally(List<?> row, long reservedToMs, Signal signal) {
    var mark = new Mark(number(row, 0), number(row, 1));
    return number(row, 2) == 1
        ? new Tally.Total(number(row, 3), reservedToMs, mark, signal)
        : new Tally.Unseeded(mark, signal);
  }

  private static Signal signal(Object said) {
    return said instanceof String value ? new Signal.Raised(value) : Signal.absent();
  }

  private static long number(List<?> row, int at) {
    return ((Number) row.get(at)).longValue();
  }

  private static Script.Call orphans(List<String> indexes, Duration silence) {
    return ORPHANS.on(indexes, values -> values.add(silence.toMillis()).add(MOST_ORPHANS));
  }

  private static Reading reading(Object found) {
    var words = (List<?>) found;
    var place = (String) words.get(1);
    var numbers = Arrays.stream(((String) words.get(2)).split(" "))
        .mapToLong(Long::parseLong)
        .toArray();
    return new Reading(new StreamId(UUID.fromString((String) words.get(0))), Names.account(place),
        Names.month(place), numbers[0], numbers[1], numbers[2], numbers[3]);
  }
}
