package dev.earshot.gateway;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.credit.CreditRule;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.stream.CreditDesk;
import dev.earshot.core.stream.CreditDesk.CreditNews;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageFaults;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.core.usage.UsageReplay;
import dev.earshot.gateway.admin.CounterTotal;
import dev.earshot.gateway.admin.DriftWatch;
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
  private static final int TICKS_TO_COMPARE = 60;
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
    meters.books(recorder, replay, clock);
    var desk = new CreditDesk(stores.allowances(), stores.ledger(), credits.plans(),
        stores.notices(), new Counted(meters), credits.times(), Stores.DEADLINE, clock, faults);
    return new Books(desk, recorder, Disposables.composite(recorder.start(Schedulers.parallel()),
        stores.signals().changes().subscribe(recorder::changed),
        sweep(replay, recorder, first, credits.tick()),
        compare(stores, recorder, credits.tick().multipliedBy(TICKS_TO_COMPARE), clock, meters)));
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

  /// Looks at one account after the other whether the books agree: an hour apart, for it costs five reads.
  private static Disposable compare(Stores stores, UsageRecorder recorder, Duration every,
      InstantSource clock, Meters meters) {
    var audit = stores.audit();
    if (audit == null) {
      return Disposables.disposed();
    }
    var watch = new DriftWatch(audit, new CounterTotal(stores.counter(), COUNTER_DEADLINE), clock,
        Stores.DEADLINE);
    return Flux.interval(every)
        .onBackpressureDrop() // the next look is as good
        .concatMap(_ -> Mono.justOrEmpty(recorder.anyAccount())
            .flatMap(watch::look)
            .onErrorResume(error -> Mono.fromRunnable(
                () -> LOG.warn("compare the books: {}", error.toString()))),
            1)
        .subscribe(drift -> {
          meters.drift(drift.monthHoursMs(), drift.counterMs());
          if (drift.monthHoursMs() != 0 || drift.counterMs() != 0) {
            LOG.warn("the books differ: month and hours by {} ms, counter by {} ms (expected: 0)",
                drift.monthHoursMs(), drift.counterMs());
          }
        });
  }

  /// What the meters show of credit and use.
  private record Counted(Meters meters) implements CreditNews {
    @Override
    public void crossed(AccountId account, Crossing crossing, long remainingMs) {
      LOG.info("credit {}: account:{}, {} s left", crossing, KeyHash.of(account.value()).id(),
          remainingMs / 1_000);
      meters.creditCrossed(crossing);
    }

    @Override
    public void decided(CreditRule.Step step) {
      meters.decided(step);
    }

    @Override
    public void blind(long ms) {
      meters.blind(ms);
    }

    @Override
    public void billed(long ms) {
      meters.audio("billed", ms);
    }

    @Override
    public void unbilled(Unbilled why, long ms) {
      meters.audio(why.name().toLowerCase(Locale.ROOT), ms);
    }
  }
}
