package dev.earshot.sqlite;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.MonthlyGrant.Limited;
import dev.earshot.core.account.MonthlyGrant.Unlimited;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.identity.AccountId;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Accounts, what they may use, and the keys that let them in.
final class SqliteAccounts implements Accounts {
  private final Database database;
  private final InstantSource clock;

  SqliteAccounts(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Mono<AccountId> holderOf(String key) {
    return database.find(sql -> SqliteKeys.at(sql, KeyHash.of(key))
        .filter(found -> found.holds(clock.instant()))
        .map(ApiKey::account));
  }

  @Override
  public Mono<Boolean> exists(AccountId account) {
    return database.ask(sql -> sql.first(row -> row.getInt(1) == 1, """
        SELECT EXISTS (SELECT 1 FROM accounts WHERE account = ?1)
          OR EXISTS (SELECT 1 FROM top_ups WHERE account = ?1)""", account.value())
        .orElse(false));
  }

  @Override
  public Mono<Void> admit(AccountId account, String key) {
    return database.askWhole(sql -> {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("key: empty (expected: 1 or more characters)");
      }
      var hash = KeyHash.of(key);
      SqliteKeys.put(sql, hash,
          ApiKey.fresh(hash, account, ApiKey.NAMELESS, clock.instant(), null));
      if (!SqliteKeys.at(sql, hash).map(ApiKey::account).equals(Optional.of(account))) {
        throw new IllegalArgumentException(
            "key: of another account (expected: a key of its own for " + account + ")");
      }
      return true;
    }).then();
  }

  @Override
  public Mono<Void> subscribe(AccountId account, Subscription subscription) {
    return database.ask(sql -> switch (subscription.grant()) {
      case Unlimited _ -> set(sql, account, subscription, 1, 0);
      case Limited(long millis) -> set(sql, account, subscription, 0, millis);
    }).then();
  }

  @Override
  public Mono<Subscription> subscription(AccountId account) {
    return database.find(sql -> sql.first(row -> SqliteAllowances.subscription(row, 1), """
        SELECT plan, unlimited, grant_ms, ends_at FROM accounts
        WHERE account = ? AND subscribed = 1""", account.value()));
  }

  @Override
  public Mono<Void> topUp(AccountId account, TopUp more) {
    return database.ask(sql -> sql.run(
        "INSERT INTO top_ups (account, id, month, millis) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        account.value(), more.id(), more.month().toString(), more.millis())).then();
  }

  private static int set(Sql sql, AccountId account, Subscription subscription, int unlimited,
      long grantMs) throws SQLException {
    var ends = subscription.endsAt();
    return sql.run("""
        INSERT INTO accounts (account, unlimited, grant_ms, plan, ends_at, subscribed)
        VALUES (?, ?, ?, ?, ?, 1)
        ON CONFLICT DO UPDATE SET unlimited = excluded.unlimited, grant_ms = excluded.grant_ms,
          plan = excluded.plan, ends_at = excluded.ends_at, subscribed = 1""",
        account.value(), unlimited, grantMs, subscription.plan(),
        ends == null ? null : ends.toEpochMilli());
  }
}
