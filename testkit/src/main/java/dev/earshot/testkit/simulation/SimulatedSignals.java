package dev.earshot.testkit.simulation;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.Signal;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The signals of all accounts, which can be lost. They are pushed by whoever draws the misfortunes.
final class SimulatedSignals implements ChangeSignals {
  private final Flaw flaw;
  private final Map<AccountId, Signal> raised = new HashMap<>();
  private long last;

  SimulatedSignals(Flaw flaw) {
    this.flaw = flaw;
  }

  /// A value that differs from every earlier one.
  Signal.Raised announce(AccountId account) {
    var signal = new Signal.Raised("change-" + ++last);
    raised.put(account, signal);
    return signal;
  }

  void clear() {
    raised.clear();
  }

  @Override
  public Mono<Signal> read(AccountId account) {
    return Mono.just(flaw == Flaw.SIGNALS_UNREAD
        ? Signal.absent()
        : raised.getOrDefault(account, Signal.absent()));
  }

  @Override
  public Mono<Signal.Raised> raise(AccountId account) {
    return Mono.fromSupplier(() -> announce(account));
  }

  @Override
  public Flux<CreditChange> changes() {
    return Flux.never();
  }
}
