package dev.earshot.gateway;

import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import dev.earshot.gateway.config.ConfigReader;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.TestHouse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The gateway as a process that dies, as by `kill -9`, at a named point of its bookkeeping. It is told
/// which in its first argument, says how many milliseconds of sound the stream had come to, and goes
/// when its standard input ends, so that it never outlives a test.
public final class CrashingGateway {
  /// It dies there, once a stream has used so much; so that there is something to lose.
  private static final long AFTER_MS = 3_000;

  /// Where it dies.
  public enum Point {
    NOWHERE, BEFORE_JOURNAL, BETWEEN_JOURNAL_AND_COUNTER, BETWEEN_INTENT_AND_COMMIT, AFTER_COMMIT_BEFORE_ITS_NOTE
  }

  private CrashingGateway() {}

  public static void main(String[] arguments) throws IOException {
    var point = Point.valueOf(arguments[0]);
    var house = House.open(ConfigReader.read(null), SocketLimits.DEFAULT, TestHouse.ROOMY,
        at(point));
    awaitReady(house);
    System.out.println("ports: " + house.port() + " " + house.opsPort());
    while (System.in.read() >= 0) {
      // whoever started it is still there
    }
    Runtime.getRuntime().halt(1);
  }

  /// It goes where it does not become ready: whoever started it would wait for its ports for ever.
  private static void awaitReady(House house) {
    try {
      house.ready().block(Duration.ofMinutes(1));
    } catch (RuntimeException e) {
      System.err.println("not ready: " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static UnaryOperator<Stores> at(Point point) {
    return stores -> switch (point) {
      case NOWHERE -> stores;
      case BEFORE_JOURNAL -> with(stores, new BeforeJournal(stores.journal()));
      case BETWEEN_JOURNAL_AND_COUNTER -> with(stores, new BeforeCounter(stores.counter()));
      case BETWEEN_INTENT_AND_COMMIT -> with(stores, intent -> Mono.defer(() -> {
        dieAfter(intent.toMs());
        return stores.ledger().settle(intent);
      }));
      case AFTER_COMMIT_BEFORE_ITS_NOTE -> with(stores, (Settle intent) -> stores.ledger()
          .settle(intent)
          .doOnNext(settled -> dieAfter(settled.toMs())));
    };
  }

  private static void dieAfter(long ms) {
    if (ms >= AFTER_MS) {
      System.out.println("died at: " + ms);
      System.out.flush();
      Runtime.getRuntime().halt(137);
    }
  }

  private static Stores with(Stores stores, UsageJournal journal) {
    return new Stores(stores.accounts(), stores.keys(), stores.allowances(), stores.ledger(),
        journal,
        stores.counter(), stores.signals(), stores.notices(), stores.costs(), stores.billing(),
        stores.audit(),
        stores.history(), stores.erasure(), stores.operatorKeys(), stores.auditLog(),
        stores.caches(), stores.apps(), stores.preferences());
  }

  private static Stores with(Stores stores, UsageCounter counter) {
    return new Stores(stores.accounts(), stores.keys(), stores.allowances(), stores.ledger(),
        stores.journal(),
        counter, stores.signals(), stores.notices(), stores.costs(), stores.billing(),
        stores.audit(),
        stores.history(), stores.erasure(), stores.operatorKeys(), stores.auditLog(),
        stores.caches(), stores.apps(), stores.preferences());
  }

  private static Stores with(Stores stores, UsageLedger ledger) {
    return new Stores(stores.accounts(), stores.keys(), stores.allowances(), ledger,
        stores.journal(),
        stores.counter(), stores.signals(), stores.notices(), stores.costs(), stores.billing(),
        stores.audit(),
        stores.history(), stores.erasure(), stores.operatorKeys(), stores.auditLog(),
        stores.caches(), stores.apps(), stores.preferences());
  }

  /// What was used since the last batch is in no book yet.
  private record BeforeJournal(UsageJournal journal) implements UsageJournal {
    @Override
    public Mono<Void> record(List<Reading> readings) {
      return Mono.defer(() -> {
        readings.forEach(reading -> dieAfter(reading.usedMs()));
        return journal.record(readings);
      });
    }

    @Override
    public Mono<List<Reading>> unsettled() {
      return journal.unsettled();
    }

    @Override
    public Mono<Void> forget(StreamId stream) {
      return journal.forget(stream);
    }
  }

  /// The counter has not heard what the journal has.
  private record BeforeCounter(UsageCounter counter) implements UsageCounter {
    @Override
    public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
      return Mono.defer(() -> {
        counts.forEach(count -> dieAfter(count.reading().usedMs()));
        return counter.report(counts, reads);
      });
    }

    @Override
    public Flux<Reading> orphans(Duration silence) {
      return counter.orphans(silence);
    }
  }
}
