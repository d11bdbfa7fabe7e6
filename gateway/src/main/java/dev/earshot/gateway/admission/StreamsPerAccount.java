package dev.earshot.gateway.admission;

import dev.earshot.core.identity.AccountId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many streams each account has open on this instance, and the limit on it. Safe for use by several
/// threads.
public final class StreamsPerAccount {
  private final ConcurrentMap<AccountId, Integer> open = new ConcurrentHashMap<>();
  private final int limit;

  /// @param limit of each account, 1 or more
  public StreamsPerAccount(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
    }
    this.limit = limit;
  }

  /// Takes a place for one stream, or answers false when all are taken.
  public boolean enter(AccountId account) {
    var entered = new AtomicBoolean();
    open.compute(account, (_, taken) -> {
      var before = taken == null ? 0 : taken;
      entered.set(before < limit);
      return Math.min(before + 1, limit);
    });
    return entered.get();
  }

  /// Gives the place of one stream back.
  public void leave(AccountId account) {
    open.computeIfPresent(account, (_, taken) -> taken <= 1 ? null : taken - 1);
  }

  public int limit() {
    return limit;
  }
}
