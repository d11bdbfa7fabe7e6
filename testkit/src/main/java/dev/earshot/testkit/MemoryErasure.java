package dev.earshot.testkit;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.identity.AccountId;
import reactor.core.publisher.Mono;

/// Removes an account from the maps, the keys at the very end.
final class MemoryErasure implements AccountErasure {
  private final MemoryAccounts accounts;
  private final MemoryUsage usage;
  private final MemoryKeys keys;

  MemoryErasure(MemoryAccounts accounts, MemoryUsage usage, MemoryKeys keys) {
    this.accounts = accounts;
    this.usage = usage;
    this.keys = keys;
  }

  @Override
  public Mono<Integer> erase(AccountId account) {
    return Mono.fromSupplier(() -> {
      var removed = accounts.erase(account) + usage.erase(account);
      return removed > 0 ? removed : keys.erase(account);
    });
  }
}
