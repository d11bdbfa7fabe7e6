package dev.earshot.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.billing.PlanDesk;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.Announcer;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.gateway.admin.AccountOffice.Deletion;
import dev.earshot.testkit.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A deletion is announced like every other change: where it cannot be now, later.
class AccountOfficeTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final MemoryStore store = new MemoryStore();
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final InProcessSignals signals = new InProcessSignals();

  @BeforeEach
  void account() {
    store.accounts().admit(ANN, "key").block();
    store.accounts().grant(ANN, MonthlyGrant.unlimited()).block();
  }

  @Test
  void delete_account_isAnnouncedAndLeavesNothingToDo() {
    var done = office(signals, store.erasure()).delete(ANN, null).block();

    assertThat(done).isEqualTo(new Deletion(2, true));
    assertThat(signals.read(ANN).block()).isInstanceOf(Signal.Raised.class);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void delete_signalsAreAway_isDoneAndAnnouncedLater() {
    var done = office(new Away(), store.erasure()).delete(ANN, null).block();

    assertThat(done).isEqualTo(new Deletion(2, true));
    assertThat(store.accounts().exists(ANN).block()).isFalse();
    assertThat(waiting()).extracting(SignalIntent::account, SignalIntent::dueAt)
        .containsOnly(tuple(ANN, NOW))
        .hasSize(2);
  }

  /// As a process leaves it that is killed there.
  @Test
  void delete_storeFailsInTheMiddle_leavesWordOfIt() {
    var office = office(signals, _ -> Mono.error(new IllegalStateException("disk")));

    assertThatThrownBy(() -> office.delete(ANN, null).block()).hasMessage("disk");

    assertThat(Objects.requireNonNull(
        store.apiKeys().find(KeyHash.of("key")).block()).revokedAt()).isEqualTo(NOW);
    assertThat(waiting()).extracting(SignalIntent::account).containsExactly(ANN);
  }

  private AccountOffice office(ChangeSignals signals, AccountErasure erasure) {
    var number = new AtomicInteger();
    var announcer = new Announcer(store.billing().outbox(), signals, () -> {}, DEADLINE, clock);
    var credits = new CreditOffice(store.allowances(),
        new CounterTotal(new InProcessCounter(this.signals, clock), DEADLINE),
        new PlanDesk(store.accounts(), announcer, () -> "plan"), Plans.none(), clock, DEADLINE);
    return new AccountOffice(store.accounts(), store.apiKeys(), erasure, _ -> Mono.empty(), credits,
        announcer, () -> "change-" + number.incrementAndGet(), clock, DEADLINE);
  }

  private List<SignalIntent> waiting() {
    return Objects.requireNonNull(store.billing().outbox().waiting().block());
  }

  /// Signals that cannot be raised.
  private static final class Away implements ChangeSignals {
    @Override
    public Mono<Signal> read(AccountId account) {
      return Mono.just(Signal.unread());
    }

    @Override
    public Mono<Signal.Raised> raise(AccountId account) {
      return Mono.error(new IllegalStateException("away"));
    }

    @Override
    public Flux<CreditChange> changes() {
      return Flux.never();
    }
  }
}
