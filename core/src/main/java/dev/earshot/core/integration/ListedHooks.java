package dev.earshot.core.integration;

import dev.earshot.core.identity.AccountId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// Hooks that were known when the process began, as an operator has written them down.
public final class ListedHooks implements Hooks {
  private final Map<AccountId, List<Hook>> hooks;

  /// @throws IllegalArgumentException where an account has two hooks of one app
  public ListedHooks(Map<AccountId, List<Hook>> hooks) {
    hooks.forEach(ListedHooks::check);
    this.hooks = hooks.entrySet()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
            entry -> List.copyOf(entry.getValue())));
  }

  @Override
  public Mono<List<Hook>> of(AccountId account) {
    return Mono.fromSupplier(() -> hooks.getOrDefault(account, List.of()));
  }

  private static void check(AccountId account, List<Hook> hooks) {
    if (hooks.stream().map(Hook::app).distinct().count() < hooks.size()) {
      throw new IllegalArgumentException(
          "app: twice (expected: one hook for each app of an account)");
    }
  }
}
