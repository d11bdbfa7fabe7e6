package dev.earshot.sqlite;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.UsageLedger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Charges an intent by writing down its name and raising month and hour, all or nothing.
final class SqliteUsageLedger implements UsageLedger {
  private static final Duration KEPT = Duration.ofDays(40);

  private final Database database;
  private final InstantSource clock;

  SqliteUsageLedger(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Mono<Settled> settle(Settle intent) {
    return database.askWhole(sql -> {
      if (!intent.isEmpty()) {
        charge(sql, intent);
      }
      return new Settled(charged(sql, intent).orElse(intent.toMs()));
    });
  }

  /// Drops the months of deleted accounts that are over, and the names of intents that were charged more than 40 days ago and that nobody can send
  /// again: while the journal of this file knows the stream, the name stays, however old it is.
  Mono<Integer> dropOld() {
    // an intent's name begins with its stream, a UUID of 36 characters
    return database.askWhole(sql -> {
      SqliteErasure.dropOld(sql, clock.instant());
      return sql.run("""
          DELETE FROM usage_settles WHERE at < ?
          AND substr(id, 1, 36) NOT IN (SELECT stream FROM usage_journal)""",
          clock.instant().minus(KEPT).toEpochMilli());
    });
  }

  private void charge(Sql sql, Settle intent) throws SQLException {
    var isNew = sql.run(
        "INSERT INTO usage_settles (id, to_ms, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        intent.id(), intent.toMs(), clock.millis()) == 1;
    if (isNew) {
      sql.run("""
          INSERT INTO usage_months (account, month, used_ms) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET used_ms = used_ms + excluded.used_ms""",
          intent.account().value(), intent.month().toString(), intent.ms());
      raiseHour(sql, intent.account(), intent.hourAt(clock.instant()).toEpochMilli(),
          intent.ms(), intent.speechMs());
    }
  }

  /// @param hour in which it begins, in ms since 1970
  static void raiseHour(Sql sql, AccountId account, long hour, long ms, long speechMs)
      throws SQLException {
    sql.run("""
        INSERT INTO usage_hours (account, hour, used_ms, speech_ms) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET used_ms = used_ms + excluded.used_ms,
          speech_ms = speech_ms + excluded.speech_ms""",
        account.value(), hour, ms, speechMs);
  }

  private static Optional<Long> charged(Sql sql, Settle intent) throws SQLException {
    return sql.first(row -> row.getLong(1), "SELECT to_ms FROM usage_settles WHERE id = ?",
        intent.id());
  }
}
