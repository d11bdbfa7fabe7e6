package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.Signal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The counter of a gateway that is alone: it forgets everything with its process. Months are
/// forgotten when their accounts have counted in two later ones.
///
/// Safe for use by several threads; answers on the subscriber's.
public final class InProcessCounter implements UsageCounter {
  private static final int MONTHS_KEPT = 2;

  private record Place(AccountId account, YearMonth month) {}

  private final ChangeSignals signals;
  private final InstantSource clock;
  private final long generation;
  private final Map<Place, AccountCount> counts = new HashMap<>();

  /// @param signals whose values come with each answer
  /// @param clock tells who was silent for how long
  public InProcessCounter(ChangeSignals signals, InstantSource clock) {
    this(signals, clock, 1);
  }

  /// A counter that takes the place of another, whose streams live on.
  ///
  /// @param generation of its first marks, 1 or more and above those of any counter before
  public InProcessCounter(ChangeSignals signals, InstantSource clock, long generation) {
    this.signals = signals;
    this.clock = clock;
    this.generation = generation;
  }

  @Override
  public Mono<List<Tally>> report(List<Count> news, List<LedgerRead> reads) {
    return Flux.fromIterable(news)
        .map(count -> count.reading().account())
        .distinct()
        .concatMap(account -> signals.read(account).map(signal -> Map.entry(account, signal)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(announced -> take(news, reads, announced));
  }

  @Override
  public Flux<Reading> orphans(Duration silence) {
    return Flux.defer(() -> Flux.fromIterable(silent(silence)));
  }

  private synchronized List<Tally> take(List<Count> news, List<LedgerRead> reads,
      Map<AccountId, Signal> announced) {
    var now = clock.instant();
    reads.forEach(read -> of(read.account(), read.month()).read(read)); // older than the counts
    var places = new ArrayList<AccountCount>(news.size());
    for (var count : news) {
      var place = of(count.reading().account(), count.reading().month());
      place.count(count, now);
      places.add(place);
    }
    var tallies = new ArrayList<Tally>(news.size());
    for (var i = 0; i < news.size(); i++) {
      var count = news.get(i);
      var reading = count.reading();
      var place = places.get(i);
      if (count.want() != null) {
        place.reserve(reading.stream(), count.want());
      }
      tallies.add(place.tally(reading.stream(),
          announced.getOrDefault(reading.account(), Signal.unread())));
    }
    return tallies;
  }

  private synchronized List<Reading> silent(Duration silence) {
    var until = clock.instant().minus(silence);
    return counts.values().stream().flatMap(count -> count.silentSince(until).stream()).toList();
  }

  private AccountCount of(AccountId account, YearMonth month) {
    var known = counts.get(new Place(account, month));
    if (known != null) {
      return known;
    }
    counts.keySet()
        .removeIf(other -> other.account.equals(account)
            && other.month.isBefore(month.minusMonths(MONTHS_KEPT)));
    var anew = new AccountCount(generation);
    counts.put(new Place(account, month), anew);
    return anew;
  }
}
