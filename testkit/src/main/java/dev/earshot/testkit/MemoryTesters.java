package dev.earshot.testkit;

import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Tester;
import dev.earshot.core.app.Testers;
import dev.earshot.core.identity.AccountId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/// Testers in a map.
final class MemoryTesters implements Testers {
  private final Map<AccountId, Tester> testers = new ConcurrentHashMap<>();

  @Override
  public Mono<Tester> find(AccountId account) {
    return Mono.fromSupplier(() -> testers.get(account));
  }

  @Override
  public Mono<List<AccountId>> of(AppId app) {
    return Mono.fromSupplier(() -> testers.values()
        .stream()
        .filter(tester -> tester.apps().contains(app))
        .map(Tester::account)
        .limit(MOST_OF_APP)
        .toList());
  }

  @Override
  public Mono<Void> put(Tester tester) {
    return Mono.fromRunnable(() -> testers.put(tester.account(), tester));
  }

  @Override
  public Mono<Boolean> grant(AccountId account, AppId app) {
    return change(account, tester -> tester.plus(app));
  }

  @Override
  public Mono<Boolean> revoke(AccountId account, AppId app) {
    return change(account, tester -> tester.minus(app));
  }

  @Override
  public Mono<Boolean> remove(AccountId account) {
    return Mono.fromSupplier(() -> testers.remove(account) != null);
  }

  private Mono<Boolean> change(AccountId account, UnaryOperator<Tester> change) {
    return Mono.fromSupplier(
        () -> testers.computeIfPresent(account, (_, tester) -> change.apply(tester)) != null);
  }
}
