package dev.earshot.testkit;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// Accounts in maps.
final class MemoryAccounts implements Accounts {
  private final Map<AccountId, Subscription> subscriptions = new ConcurrentHashMap<>();
  private final Map<AccountId, Map<String, TopUp>> topUps = new ConcurrentHashMap<>();
  private final MemoryKeys keys;
  private final Plans plans;
  private final InstantSource clock;

  MemoryAccounts(MemoryKeys keys, Plans plans, InstantSource clock) {
    this.keys = keys;
    this.plans = plans;
    this.clock = clock;
  }

  @Override
  public Mono<AccountId> holderOf(String key) {
    return keys.find(KeyHash.of(key))
        .filter(found -> found.holds(clock.instant()))
        .map(ApiKey::account);
  }

  @Override
  public Mono<Boolean> exists(AccountId account) {
    return Mono.fromSupplier(() -> subscriptions.containsKey(account)
        || topUps.containsKey(account) || keys.hasSome(account));
  }

  @Override
  public Mono<Void> admit(AccountId account, String key) {
    return Mono.fromRunnable(() -> {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("key: empty (expected: 1 or more characters)");
      }
      var hash = KeyHash.of(key);
      var mine = ApiKey.fresh(hash, account, ApiKey.NAMELESS, clock.instant(), null);
      if (!keys.admit(hash, mine).account().equals(account)) {
        throw new IllegalArgumentException(
            "key: of another account (expected: a key of its own for " + account + ")");
      }
    });
  }

  @Override
  public Mono<Void> subscribe(AccountId account, Subscription subscription) {
    return Mono.fromRunnable(() -> subscriptions.put(account, subscription));
  }

  @Override
  public Mono<Subscription> subscription(AccountId account) {
    return Mono.fromSupplier(() -> subscriptions.get(account));
  }

  @Override
  public Mono<Void> topUp(AccountId account, TopUp more) {
    return Mono.fromRunnable(() -> topUps.computeIfAbsent(account, _ -> new ConcurrentHashMap<>())
        .putIfAbsent(more.id(), more));
  }

  /// How much was removed.
  int erase(AccountId account) {
    var plan = subscriptions.remove(account) == null ? 0 : 1;
    var more = topUps.remove(account);
    return plan + (more == null ? 0 : more.size());
  }

  /// The plan that counts now.
  Subscription subscriptionOf(AccountId account, Instant now) {
    var basic = Subscription.to(plans.basic(), null);
    var subscription = subscriptions.getOrDefault(account, basic);
    return subscription.isOver(now) ? basic : subscription;
  }

  /// What was added to one month.
  long toppedUpMs(AccountId account, YearMonth month) {
    return topUps.getOrDefault(account, Map.of())
        .values()
        .stream()
        .filter(more -> more.month().equals(month))
        .mapToLong(TopUp::millis)
        .sum();
  }
}
