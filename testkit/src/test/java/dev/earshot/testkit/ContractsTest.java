package dev.earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import java.util.List;
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
  @ValueSource(classes = {IdleAccounts.class, IdleAllowances.class, IdleLedger.class,
      IdleJournal.class})
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

  static class IdleAccounts implements AccountsContract {
    @Override
    public Accounts accounts() {
      return new Accounts() {
        @Override
        public Mono<AccountId> holderOf(String key) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> admit(AccountId account, String key) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> grant(AccountId account, MonthlyGrant grant) {
          return Mono.empty();
        }
      };
    }
  }

  static class IdleAllowances extends IdleAccounts implements AllowanceContract {
    @Override
    public AllowanceSource allowances() {
      return (_, _) -> Mono.empty();
    }

    @Override
    public UsageLedger usageLedger() {
      return new MemoryStore().usageLedger();
    }
  }

  static class IdleLedger implements UsageLedgerContract {
    @Override
    public UsageLedger usageLedger() {
      return _ -> Mono.empty();
    }
  }

  static class IdleJournal implements UsageJournalContract {
    @Override
    public UsageJournal usageJournal() {
      return new UsageJournal() {
        @Override
        public Mono<Void> record(List<Reading> readings) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> forget(StreamId stream) {
          return Mono.empty();
        }

        @Override
        public Mono<List<Reading>> unsettled() {
          return Mono.just(List.of());
        }
      };
    }
  }

  static class EagerLedger implements UsageLedgerContract {
    private final UsageLedger ledger = new MemoryStore().usageLedger();

    @Override
    public UsageLedger usageLedger() {
      return intent -> Mono.justOrEmpty(ledger.settle(intent).block());
    }
  }

  static class ForgetfulLedger implements UsageLedgerContract {
    private final AtomicLong used = new AtomicLong();

    @Override
    public UsageLedger usageLedger() {
      return intent -> Mono.fromSupplier(() -> charge(intent));
    }

    private Settled charge(Settle intent) {
      return new Settled(intent.toMs(), used.addAndGet(intent.toMs() - intent.fromMs()));
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
