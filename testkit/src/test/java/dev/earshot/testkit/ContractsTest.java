package dev.earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A contract that a store can keep by doing nothing proves nothing.
class ContractsTest {
  @ParameterizedTest
  @ValueSource(classes = {IdleStores.IdleAccounts.class, IdleStores.IdleAllowances.class,
      IdleStores.IdleLedger.class, IdleStores.IdleJournal.class, IdleStores.IdleCounter.class,
      IdleStores.IdleSignals.class, IdleStores.IdleNotices.class, IdleStores.IdleKeys.class,
      IdleApps.IdleInstalls.class, IdleApps.IdleReviews.class, IdleApps.IdleTesters.class,
      IdleApps.IdlePreferences.class,
      IdleStores.IdleHistory.class, IdleStores.IdleOperators.class,
      IdleCaches.IdleSecondLevel.class, IdleCaches.IdleBus.class,
      IdleBilling.IdleBooks.class, IdleBilling.IdleOutbox.class})
  void contract_storeDoesNothing_failsWithEachOfItsTests(Class<?> idle) {
    var tests = run(idle);

    assertThat(tests.started().count()).isPositive();
    assertThat(tests.succeeded().stream().map(event -> event.getTestDescriptor().getDisplayName()))
        .isEmpty();
    assertThat(tests.failed().count()).isEqualTo(tests.started().count());
  }

  @Test
  void contract_ledgerChargesAtAssembly_fails() {
    assertThat(failures(EagerLedger.class)).contains("settle_notSubscribed_chargesNothing()");
  }

  @Test
  void contract_ledgerKnowsNoIntent_fails() {
    assertThat(failures(ForgetfulLedger.class)).contains("settle_sentAgain_chargesOnce()",
        "settle_anotherBeganThere_answersWhereThatOneEnds()", "settle_outOfOrder_chargesTheSame()");
  }

  @Test
  void contract_keysAreRevokedAtAssembly_fails() {
    assertThat(failures(EagerKeys.class)).contains("revoke_notSubscribed_changesNothing()");
  }

  @Test
  void contract_erasureDoesNothing_fails() {
    assertThat(failures(IdleErasure.class)).contains("erase_everything_leavesTheMonthsSumAlone()",
        "erase_again_changesNothing()", "erase_month_isNotChargedTwiceByALateSettle()",
        "erase_plan_isGoneWithItsGrant()", "erase_piece_keepsTheKeysToTheEnd()",
        "erase_account_leavesOthersAsTheyAre()", "erase_notSubscribed_changesNothing()");
  }

  @Test
  void contract_counterAddsUp_fails() {
    assertThat(failures(AddingCounter.class)).contains(
        "report_duplicatesAndOldNews_changeNothing()", "report_fromManyThreads_sumsExactly()");
  }

  @Test
  void contract_journalKeepsTheLast_fails() {
    assertThat(failures(LastWordJournal.class)).contains("record_less_changesNothing()",
        "record_nextMonth_keepsWhatTheOldOneOwes()");
  }

  private static List<String> failures(Class<?> subject) {
    return run(subject).failed()
        .stream()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .toList();
  }

  private static Events run(Class<?> subject) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(subject))
        .execute()
        .testEvents();
  }

  static class EagerKeys implements ApiKeysContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    public ApiKeys apiKeys() {
      var keys = store.apiKeys();
      return new ApiKeys() {
        @Override
        public Mono<Void> create(KeyHash hash, ApiKey key) {
          return keys.create(hash, key);
        }

        @Override
        public Mono<ApiKey> find(KeyHash shown) {
          return keys.find(shown);
        }

        @Override
        public Mono<ApiKey> find(KeyId id) {
          return keys.find(id);
        }

        @Override
        public Mono<List<ApiKey>> list(Page page) {
          return keys.list(page);
        }

        @Override
        public Mono<ApiKey> revoke(KeyId id, Instant now) {
          return Mono.justOrEmpty(keys.revoke(id, now).block());
        }
      };
    }

    @Override
    public Accounts accounts() {
      return store.accounts();
    }
  }

  static class IdleErasure implements AccountErasureContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    public AccountErasure erasure() {
      return _ -> Mono.just(0);
    }

    @Override
    public Accounts accounts() {
      return store.accounts();
    }

    @Override
    public ApiKeys apiKeys() {
      return store.apiKeys();
    }

    @Override
    public AllowanceSource allowances() {
      return store.allowances();
    }

    @Override
    public UsageLedger usageLedger() {
      return store.usageLedger();
    }

    @Override
    public UsageHistory history() {
      return store.history();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }
  }

  /// Adds up what it is told instead of keeping the most.
  static class AddingCounter implements UsageCounterContract {
    private final UsageCounter counter = new InProcessCounter(new InProcessSignals(),
        InstantSource.system());
    private final AtomicLong reports = new AtomicLong();

    @Override
    public UsageCounter usageCounter() {
      return new UsageCounter() {
        @Override
        public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
          return counter.report(counts.stream().map(this::asNew).toList(), reads);
        }

        @Override
        public Flux<Reading> orphans(Duration silence) {
          return counter.orphans(silence);
        }

        private Count asNew(Count count) {
          var reading = count.reading();
          return new Count(
              new Reading(new StreamId(new UUID(1, reports.incrementAndGet())), reading.account(),
                  reading.month(), reading.usedMs(), reading.settledMs()),
              count.over(), count.want());
        }
      };
    }
  }

  static class EagerLedger implements UsageLedgerContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    public UsageLedger usageLedger() {
      return intent -> Mono.justOrEmpty(store.usageLedger().settle(intent).block());
    }

    @Override
    public AllowanceSource allowances() {
      return store.allowances();
    }
  }

  static class ForgetfulLedger implements UsageLedgerContract {
    private final AtomicLong used = new AtomicLong();

    @Override
    public UsageLedger usageLedger() {
      return intent -> Mono.fromSupplier(() -> charge(intent));
    }

    @Override
    public AllowanceSource allowances() {
      return (_, now) -> Mono.fromSupplier(() -> new Balance(new Prepaid(0, used.get()), now));
    }

    private Settled charge(Settle intent) {
      used.addAndGet(intent.toMs() - intent.fromMs());
      return new Settled(intent.toMs());
    }
  }

  static class LastWordJournal implements UsageJournalContract {
    private final UsageJournal journal = new MemoryStore().usageJournal();

    @Override
    public UsageJournal usageJournal() {
      return new UsageJournal() {
        @Override
        public Mono<Void> record(List<Reading> readings) {
          return Mono.defer(() -> Flux.fromIterable(readings)
              .concatMap(reading -> journal.forget(reading.stream())
                  .then(journal.record(List.of(reading))))
              .then());
        }

        @Override
        public Mono<Void> forget(StreamId stream) {
          return journal.forget(stream);
        }

        @Override
        public Mono<List<Reading>> unsettled() {
          return journal.unsettled();
        }
      };
    }
  }
}
