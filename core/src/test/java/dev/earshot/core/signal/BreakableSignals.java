package dev.earshot.core.signal;

import dev.earshot.core.identity.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Signals that cannot be raised for some accounts.
final class BreakableSignals implements ChangeSignals {
  private final InProcessSignals signals = new InProcessSignals();
  private final Set<AccountId> broken = ConcurrentHashMap.newKeySet();
  private final List<AccountId> tried = new ArrayList<>();

  void breakFor(AccountId account) {
    broken.add(account);
  }

  void mend() {
    broken.clear();
  }

  /// Each try to raise, whether it could be or not.
  List<AccountId> tried() {
    return tried;
  }

  @Override
  public Mono<Signal> read(AccountId account) {
    return signals.read(account);
  }

  @Override
  public Mono<Signal.Raised> raise(AccountId account) {
    return Mono.defer(() -> {
      tried.add(account);
      return broken.contains(account)
          ? Mono.error(new IllegalStateException("broken"))
          : signals.raise(account);
    });
  }

  @Override
  public Flux<CreditChange> changes() {
    return signals.changes();
  }
}
