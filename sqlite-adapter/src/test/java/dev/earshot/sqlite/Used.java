package dev.earshot.sqlite;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.identity.AccountId;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;

/// What a store says an account has used.
final class Used {
  private Used() {}

  /// Of an account that is not unlimited.
  static long in(SqliteStore store, AccountId account, YearMonth month) {
    var when = month.atDay(15).atStartOfDay(ZoneOffset.UTC).toInstant();
    var balance = Objects.requireNonNull(store.allowances().fetch(account, when).block());
    return ((Prepaid) balance.allowance()).usedMs();
  }
}
