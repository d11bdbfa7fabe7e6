package dev.earshot.gateway;

import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.stream.CreditDesk;
import dev.earshot.core.stream.CreditDesk.CreditNews;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageFaults;
import dev.earshot.core.usage.UsageMeter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.core.usage.UsageReplay;
import dev.earshot.gateway.config.GatewayConfig.Credits;
import dev.earshot.gateway.ops.Meters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Everything about credit and use that turns by itself: the wheel, the push, the sweep of orphans. What
/// the last run left behind is settled first.
final class Books implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Books.class);
  private static final Duration COUNTER_DEADLINE = Duration.ofMillis(500);
  /// A start does not wait longer for a ledger that is away; the sweep goes on with it.
  private static final Duration REPLAY_WITHIN = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CreditDesk desk;
  private final UsageRecorder recorder;
  private final Disposable turning;

  private Books(CreditDesk desk, UsageRecorder recorder, Disposable turning) {
    this.desk = desk;
    this.recorder = recorder;
    this.turning = turning;
  }

  /// Settles what is left of the last run, and starts to turn. Waits for it, but not for a ledger that is
  /// away.
  static Books open(Stores stores, Credits credits, InstantSource clock, RandomGenerator random,
      Meters meters) {
    UsageFaults faults = (what, why) -> {
      LOG.warn("{}: {}", what, why.toString());
      meters.usageFault(what);
    };
    var settling = new UsagePlaces(stores.journal(), stores.counter(), stores.ledger(),
        Stores.DEADLINE, faults, clock);
    var replay = new UsageReplay(settling);
    var first = replay.ofJournal().cache();
    var settled = first.timeout(REPLAY_WITHIN, Mono.just(0)).block();
    LOG.info("streams of the last run that were settled now: {}", settled);
    var recorder = new UsageRecorder(new UsagePlaces(stores.journal(), stores.counter(),
        stores.ledger(), COUNTER_DEADLINE, faults, clock), credits.tick(), random);
    meters.books(recorder, clock);
    var desk = new CreditDesk(stores.allowances(), stores.ledger(), credits.plans(),
        stores.notices(), new Counted(meters), credits.times(), Stores.DEADLINE, clock, faults);
    return new Books(desk, recorder, Disposables.composite(recorder.start(Schedulers.parallel()),
        stores.signals().changes().subscribe(recorder::changed),
        sweep(replay, recorder, first, credits.tick())));
  }

  CreditDesk desk() {
    return desk;
  }

  UsageRecorder recorder() {
    return recorder;
  }

  @Override
  public void close() {
    turning.dispose();
  }

  /// Settles, again and again, what nobody else will: streams of instances that are gone, and streams of
  /// this one that ended while the ledger was away.
  ///
  /// @param first is waited for
  private static Disposable sweep(UsageReplay replay, UsageRecorder recorder, Mono<Integer> first,
      Duration tick) {
    var every = tick.compareTo(MINUTE) < 0 ? tick : MINUTE;
    var sweep = Mono.zip(replay.ofOrphans(UsageRecorder.orphanAfter(tick)),
        replay.ofJournal(recorder::isOpen), Integer::sum);
    return first.thenMany(Flux.interval(every).onBackpressureDrop()) // the next one finds it as well
        .concatMap(_ -> sweep, 1)
        .filter(settled -> settled > 0)
        .subscribe(settled -> LOG.info("streams that nobody else settled, settled: {}", settled));
  }

  /// What the meters show of credit and use.
  private record Counted(Meters meters) implements CreditNews {
    @Override
    public void crossed(AccountId account, Crossing crossing, long remainingMs) {
      LOG.info("credit {}: account {}, {} s left", crossing,
          Integer.toHexString(account.hashCode()), remainingMs / 1_000);
      meters.creditCrossed(crossing);
    }

    @Override
    public void blind(long ms) {
      meters.blind(ms);
    }

    @Override
    public void ended(UsageMeter meter) {
      meters.audio("billed", meter.billedMs());
      for (var why : Unbilled.values()) {
        meters.audio(why.name().toLowerCase(Locale.ROOT), meter.unbilledMs(why));
      }
    }
  }
}
