package dev.earshot.load.credits;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.Plans;
import dev.earshot.core.billing.PlanDesk;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.Announcer;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import dev.earshot.firestore.DocumentOperations.Kind;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.firestore.StoreSettings;
import dev.earshot.redis.RedisAddress;
import dev.earshot.redis.RedisStore;
import dev.earshot.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// One instance's stores, as a gateway over Redis and Firestore has them; whatever is asked of them is
/// counted.
final class Backing implements AutoCloseable {
  /// A cold client on a busy machine takes seconds, and a second of ours takes as long as it needs.
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration ANNOUNCED_WITHIN = SignalIntent.LEASE.dividedBy(3);
  private static final String PROJECT = "bench-credits";

  private final Busy busy = new Busy();
  private final Map<Kind, LongAdder> documents = new ConcurrentHashMap<>();
  private final SqliteStore file;
  private final FirestoreStore firestore;
  private final RedisStore redis;

  /// Where the stores are.
  ///
  /// @param emulator `host:port`
  /// @param redis its URL
  record Place(String emulator, String redis) {
    StoreSettings firestore() {
      return StoreSettings.of(PROJECT).onEmulator(emulator).within(PATIENCE);
    }
  }

  /// @param folder of the journal
  Backing(Place place, Path folder, InstantSource clock) {
    this.file = SqliteStore.open(folder.resolve("earshot.db"), Plans.none(), clock);
    this.firestore = FirestoreStore.open(place.firestore(), Plans.none(), clock,
        kind -> documents.computeIfAbsent(kind, _ -> new LongAdder()).increment());
    this.redis = RedisStore.open(RedisAddress.parse(place.redis()), clock);
  }

  Busy busy() {
    return busy;
  }

  /// How often each operation was sent.
  Map<String, Long> documents() {
    var sent = new TreeMap<String, Long>();
    documents.forEach((kind, many) -> sent.put(kind.name(), many.sum()));
    return sent;
  }

  long roundTrips() {
    return redis.roundTrips();
  }

  Accounts accounts() {
    return firestore.accounts();
  }

  ChangeSignals signals() {
    return redis.signals();
  }

  /// Where plans are changed and announced.
  PlanDesk desk(InstantSource clock) {
    var ids = new AtomicLong();
    return new PlanDesk(firestore.accounts(),
        new Announcer(firestore.billing().outbox(), redis.signals(), () -> {}, ANNOUNCED_WITHIN,
            clock),
        () -> "change-" + ids.incrementAndGet());
  }

  AllowanceSource allowances() {
    var source = firestore.allowances();
    return (account, now) -> busy.counted(Mono.defer(() -> source.fetch(account, now)));
  }

  UsageLedger ledger() {
    var ledger = firestore.ledger();
    return intent -> busy.counted(Mono.defer(() -> ledger.settle(intent)));
  }

  CreditNotices notices() {
    var notices = redis.notices();
    return (account, month, crossing, grantMs) -> busy
        .counted(Mono.defer(() -> notices.first(account, month, crossing, grantMs)));
  }

  UsageJournal journal() {
    return new CountedJournal(file.usageJournal(), busy);
  }

  UsageCounter counter() {
    return new CountedCounter(redis.counter(), busy);
  }

  /// The account that this key belongs to.
  Mono<AccountId> holderOf(String key) {
    return busy.counted(Mono.defer(() -> firestore.accounts().holderOf(key)));
  }

  @Override
  public void close() {
    redis.close();
    firestore.close();
    file.close();
  }

  private record CountedJournal(UsageJournal journal, Busy busy) implements UsageJournal {
    @Override
    public Mono<Void> record(List<Reading> readings) {
      return busy.counted(Mono.defer(() -> journal.record(readings)));
    }

    @Override
    public Mono<Void> forget(StreamId stream) {
      return busy.counted(Mono.defer(() -> journal.forget(stream)));
    }

    @Override
    public Mono<List<Reading>> unsettled() {
      return busy.counted(Mono.defer(journal::unsettled));
    }
  }

  private record CountedCounter(UsageCounter counter, Busy busy) implements UsageCounter {
    @Override
    public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
      return busy.counted(Mono.defer(() -> counter.report(counts, reads)));
    }

    @Override
    public Flux<Reading> orphans(Duration silence) {
      return busy.counted(Flux.defer(() -> counter.orphans(silence)));
    }
  }
}
