package dev.earshot.sqlite;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.identity.AccountId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/// Removes an account's rows, one table after the other. Hours of months that stay are added to their
/// month's first one, so that a month is still the sum of its hours.
final class SqliteErasure implements AccountErasure {
  private final Database database;
  private final InstantSource clock;

  SqliteErasure(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Used(Instant hour, long ms) {}

  @Override
  public Mono<Integer> erase(AccountId account) {
    return database.askWhole(sql -> {
      var kept = AccountErasure.firstKept(clock.instant());
      var removed = plan(sql, account) + topUps(sql, account) + months(sql, account, kept);
      removed += removed == 0 ? hours(sql, account, kept) : 0;
      return removed > 0 ? removed : keys(sql, account);
    });
  }

  /// Drops the months of deleted accounts that nobody can charge any more.
  static void dropOld(Sql sql, Instant now) throws SQLException {
    var kept = AccountErasure.firstKept(now);
    sql.run("""
        DELETE FROM usage_hours WHERE hour < ?1 AND EXISTS (SELECT 1 FROM usage_months AS m
          WHERE m.account = usage_hours.account AND m.erased = 1
          AND m.month = strftime('%Y-%m', hour / 1000, 'unixepoch'))""", millis(kept));
    sql.run("DELETE FROM usage_months WHERE erased = 1 AND month < ?", kept.toString());
  }

  private static int plan(Sql sql, AccountId account) throws SQLException {
    return sql.run("""
        UPDATE accounts SET subscribed = 0, unlimited = 0, grant_ms = 0, plan = 'basic',
          ends_at = NULL
        WHERE account = ? AND subscribed = 1""", account.value());
  }

  private static int topUps(Sql sql, AccountId account) throws SQLException {
    return sql.run("""
        DELETE FROM top_ups WHERE account = ?1 AND id IN
          (SELECT id FROM top_ups WHERE account = ?1 LIMIT ?2)""", account.value(), PIECE);
  }

  private static int months(Sql sql, AccountId account, YearMonth kept) throws SQLException {
    sql.run("UPDATE usage_months SET erased = 1 WHERE account = ? AND month >= ?",
        account.value(), kept.toString());
    return sql.run("DELETE FROM usage_months WHERE account = ? AND month < ?", account.value(),
        kept.toString());
  }

  private static int hours(Sql sql, AccountId account, YearMonth kept) throws SQLException {
    var hours = sql.all(row -> new Used(Instant.ofEpochMilli(row.getLong(1)), row.getLong(2)), """
        SELECT hour, used_ms FROM usage_hours
        WHERE account = ? AND (hour < ?
          OR strftime('%d %H', hour / 1000, 'unixepoch') <> '01 00')
        ORDER BY hour LIMIT ?""", account.value(), millis(kept), PIECE);
    for (var used : hours) {
      var month = YearMonth.from(used.hour.atOffset(ZoneOffset.UTC));
      sql.run("DELETE FROM usage_hours WHERE account = ? AND hour = ?", account.value(),
          used.hour.toEpochMilli());
      if (!month.isBefore(kept)) {
        SqliteUsageLedger.raiseHour(sql, account, millis(month), used.ms);
      }
    }
    return hours.size();
  }

  /// At the very end: until then whoever asks with one of them can ask again.
  private static int keys(Sql sql, AccountId account) throws SQLException {
    var removed = sql.run("""
        DELETE FROM account_keys WHERE account = ?1 AND key_sha256 IN
          (SELECT key_sha256 FROM account_keys WHERE account = ?1 LIMIT ?2)""",
        account.value(), PIECE);
    return removed > 0
        ? removed
        : sql.run("DELETE FROM accounts WHERE account = ?", account.value());
  }

  private static long millis(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
