package dev.earshot.testkit;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// Accounts in two maps. Keys are in clear: nothing here outlives a test.
final class MemoryAccounts implements Accounts {
  private static final MonthlyGrant NOTHING = MonthlyGrant.of(Duration.ZERO);

  private final Map<String, AccountId> holders = new ConcurrentHashMap<>();
  private final Map<AccountId, MonthlyGrant> grants = new ConcurrentHashMap<>();

  @Override
  public Mono<AccountId> holderOf(String key) {
    return Mono.fromSupplier(() -> holders.get(key));
  }

  @Override
  public Mono<Void> admit(AccountId account, String key) {
    return Mono.fromRunnable(() -> {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("key: empty (expected: 1 or more characters)");
      }
      var holder = holders.putIfAbsent(key, account);
      if (holder != null && !holder.equals(account)) {
        throw new IllegalArgumentException(
            "key: of another account (expected: a key of its own for " + account + ")");
      }
    });
  }

  @Override
  public Mono<Void> grant(AccountId account, MonthlyGrant grant) {
    return Mono.fromRunnable(() -> grants.put(account, grant));
  }

  MonthlyGrant grantOf(AccountId account) {
    return grants.getOrDefault(account, NOTHING);
  }
}
