package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
  /// Each stream's latest month: so a stream that is known is found without its account's name.
  private final Map<StreamId, StreamCount> streams = new HashMap<>();

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
    return Flux.defer(() -> Flux.fromIterable(accounts(news)))
        .concatMap(account -> signals.read(account).map(signal -> Map.entry(account, signal)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(announced -> take(news, reads, announced));
  }

  @Override
  public Flux<Reading> orphans(Duration silence) {
    return Flux.defer(() -> Flux.fromIterable(silent(silence)));
  }

  private synchronized Set<AccountId> accounts(List<Count> news) {
    var accounts = new LinkedHashSet<AccountId>();
    for (var count : news) {
      var known = known(count.reading());
      accounts.add(known == null ? count.reading().account() : known.account().account());
    }
    return accounts;
  }

  private synchronized List<Tally> take(List<Count> news, List<LedgerRead> reads,
      Map<AccountId, Signal> announced) {
    var now = clock.instant();
    reads.forEach(read -> of(read.account(), read.month()).read(read)); // older than the counts
    var counted = new ArrayList<StreamCount>(news.size());
    for (var count : news) {
      counted.add(take(count, now));
    }
    counted.forEach(stream -> stream.account().forget(now, this::forget));
    var tallies = new ArrayList<Tally>(news.size());
    for (var i = 0; i < counted.size(); i++) {
      var stream = counted.get(i);
      var account = stream.account();
      var want = news.get(i).want();
      if (want != null) {
        account.reserve(stream, want);
      }
      tallies.add(account.tally(stream,
          announced.getOrDefault(account.account(), Signal.unread())));
    }
    return tallies;
  }

  private StreamCount take(Count count, Instant now) {
    var reading = count.reading();
    var known = known(reading);
    if (known != null) {
      return known.account().count(known, count, now);
    }
    var found = of(reading.account(), reading.month()).count(count, now);
    streams.merge(found.stream(), found, (old, young) -> old.isLaterThan(young) ? old : young);
    return found;
  }

  private @Nullable StreamCount known(Reading reading) {
    var latest = streams.get(reading.stream());
    return latest == null || !latest.isOf(reading.account(), reading.month()) ? null : latest;
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
    counts.values()
        .removeIf(other -> other.account().equals(account)
            && other.month().isBefore(month.minusMonths(MONTHS_KEPT)) && forget(other));
    var anew = new AccountCount(account, month, generation);
    counts.put(new Place(account, month), anew);
    return anew;
  }

  private boolean forget(AccountCount old) {
    old.streams().forEach(this::forget);
    return true;
  }

  private void forget(StreamCount old) {
    streams.remove(old.stream(), old);
  }

  /// How many streams are remembered.
  synchronized int remembered() {
    return streams.size();
  }
}
