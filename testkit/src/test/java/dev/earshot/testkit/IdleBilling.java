package dev.earshot.testkit;

import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.billing.BillingEvent;
import dev.earshot.core.billing.EventInbox;
import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.PaidSubscription;
import dev.earshot.core.billing.Payer;
import dev.earshot.core.billing.Payers;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.core.signal.SignalOutbox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Books of billing that do nothing, and say that they did.
final class IdleBilling {
  private IdleBilling() {}

  static class IdleBooks implements BillingContract {
    @Override
    public BillingBooks billing() {
      return new BillingBooks(new EventInbox() {
        @Override
        public Mono<Entry> receive(BillingEvent event) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> advance(String event, Stage stage, @Nullable AccountId account) {
          return Mono.empty();
        }
      }, new Payers() {
        @Override
        public Mono<Payer> link(String customer, AccountId account, EventOrder order) {
          return Mono.empty();
        }

        @Override
        public Mono<Payer> payer(String customer) {
          return Mono.empty();
        }

        @Override
        public Mono<List<Payer>> list(Page page) {
          return Mono.just(List.of());
        }

        @Override
        public Mono<Void> learn(PaidSubscription news) {
          return Mono.empty();
        }

        @Override
        public Mono<List<PaidSubscription>> of(AccountId account) {
          return Mono.just(List.of());
        }
      }, new MemoryStore().billing().outbox());
    }
  }

  static class IdleOutbox implements SignalOutboxContract {
    @Override
    public SignalOutbox outbox() {
      return new SignalOutbox() {
        @Override
        public Mono<Void> put(SignalIntent intent) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> remove(String id) {
          return Mono.empty();
        }

        @Override
        public Mono<List<SignalIntent>> waiting() {
          return Mono.just(List.of());
        }
      };
    }
  }
}
