package dev.earshot.sqlite;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.MonthlyGrant.Limited;
import dev.earshot.core.account.MonthlyGrant.Unlimited;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Accounts and the keys that let them in.
///
/// A key is stored and looked for as its SHA-256: the file opens no door, and the time of a look-up
/// depends on the hash, which tells nothing of how much of a key was right. A plain hash is enough
/// because keys are drawn at random and are not words that somebody could try.
final class SqliteAccounts implements Accounts {
  private final Database database;

  SqliteAccounts(Database database) {
    this.database = database;
  }

  @Override
  public Mono<AccountId> holderOf(String key) {
    return database.find(sql -> holder(sql, hash(key)));
  }

  @Override
  public Mono<Void> admit(AccountId account, String key) {
    return database.askWhole(sql -> {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("key: empty (expected: 1 or more characters)");
      }
      var hash = hash(key);
      sql.run("INSERT INTO accounts (account, subscribed) VALUES (?, 0) ON CONFLICT DO NOTHING",
          account.value());
      sql.run("INSERT INTO account_keys (key_sha256, account) VALUES (?, ?) ON CONFLICT DO NOTHING",
          hash, account.value());
      if (!holder(sql, hash).equals(Optional.of(account))) {
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

  private static Optional<AccountId> holder(Sql sql, byte[] hash) throws SQLException {
    return sql.first(row -> new AccountId(row.getString(1)),
        "SELECT account FROM account_keys WHERE key_sha256 = ?", hash);
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
