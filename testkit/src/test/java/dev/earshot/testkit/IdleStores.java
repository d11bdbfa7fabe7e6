package dev.earshot.testkit;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.Deed;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.core.operator.OperatorKeys;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Stores that do nothing, and say that they did.
final class IdleStores {
  private IdleStores() {}

  static class IdleAccounts implements AccountsContract {
    @Override
    public Accounts accounts() {
      return new Accounts() {
        @Override
        public Mono<AccountId> holderOf(String key) {
          return Mono.empty();
        }

        @Override
        public Mono<Boolean> exists(AccountId account) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> admit(AccountId account, String key) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> subscribe(AccountId account, Subscription subscription) {
          return Mono.empty();
        }

        @Override
        public Mono<Subscription> subscription(AccountId account) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> topUp(AccountId account, TopUp more) {
          return Mono.empty();
        }
      };
    }
  }

  static class IdleKeys extends IdleAccounts implements ApiKeysContract {
    @Override
    public ApiKeys apiKeys() {
      return new ApiKeys() {
        @Override
        public Mono<Void> create(KeyHash hash, ApiKey key) {
          return Mono.empty();
        }

        @Override
        public Mono<ApiKey> find(KeyHash shown) {
          return Mono.empty();
        }

        @Override
        public Mono<ApiKey> find(KeyId id) {
          return Mono.empty();
        }

        @Override
        public Mono<List<ApiKey>> list(Page page) {
          return Mono.just(List.of());
        }

        @Override
        public Mono<ApiKey> revoke(KeyId id, Instant now) {
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

  static class IdleCounter implements UsageCounterContract {
    @Override
    public UsageCounter usageCounter() {
      return new UsageCounter() {
        @Override
        public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
          return Mono.empty();
        }

        @Override
        public Flux<Reading> orphans(Duration silence) {
          return Flux.empty();
        }
      };
    }
  }

  static class IdleSignals implements ChangeSignalsContract {
    @Override
    public ChangeSignals signals() {
      return new ChangeSignals() {
        @Override
        public Mono<Signal> read(AccountId account) {
          return Mono.empty();
        }

        @Override
        public Mono<Signal.Raised> raise(AccountId account) {
          return Mono.empty();
        }

        @Override
        public Flux<CreditChange> changes() {
          return Flux.never();
        }
      };
    }
  }

  static class IdleNotices implements CreditNoticesContract {
    @Override
    public CreditNotices notices() {
      return (_, _, _, _) -> Mono.empty();
    }
  }

  static class IdleLedger implements UsageLedgerContract {
    @Override
    public AllowanceSource allowances() {
      return new MemoryStore().allowances();
    }

    @Override
    public UsageLedger usageLedger() {
      return _ -> Mono.empty();
    }
  }

  static class IdleHistory implements UsageHistoryContract {
    private final UsageLedger ledger = new MemoryStore().usageLedger();

    @Override
    public UsageHistory history() {
      return (_, _) -> Mono.just(List.of());
    }

    @Override
    public UsageLedger usageLedger() {
      return ledger;
    }

    @Override
    public Instant now() {
      return Instant.now();
    }
  }

  static class IdleOperators implements OperatorsContract {
    @Override
    public OperatorKeys operatorKeys() {
      return new OperatorKeys() {
        @Override
        public Mono<Void> create(KeyHash hash, OperatorKey key) {
          return Mono.empty();
        }

        @Override
        public Mono<OperatorKey> find(KeyHash shown) {
          return Mono.empty();
        }

        @Override
        public Mono<List<OperatorKey>> list() {
          return Mono.just(List.of());
        }

        @Override
        public Mono<OperatorKey> revoke(KeyId id, Instant now) {
          return Mono.empty();
        }
      };
    }

    @Override
    public AuditLog auditLog() {
      return new AuditLog() {
        @Override
        public Mono<Long> begin(Deed deed) {
          return Mono.just(1L);
        }

        @Override
        public Mono<Void> end(long number, int outcome) {
          return Mono.empty();
        }

        @Override
        public Mono<List<Deed>> latest(int most) {
          return Mono.just(List.of());
        }
      };
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
}
