package dev.earshot.sqlite;

import dev.earshot.core.account.KeyId;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.Deed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/// Deeds in the order in which they were begun.
final class SqliteAuditLog implements AuditLog {
  private final Database database;

  SqliteAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Long> begin(Deed deed) {
    return database.askWhole(sql -> {
      sql.run("DELETE FROM operator_deeds WHERE at < ?", deed.at().minus(KEPT).toEpochMilli());
      sql.run("INSERT INTO operator_deeds (at, key, action, subject, outcome)"
          + " VALUES (?, ?, ?, ?, ?)", deed.at().toEpochMilli(), deed.by().value(),
          deed.action(), deed.subject(), deed.outcome());
      return sql.first(row -> row.getLong(1), "SELECT last_insert_rowid()").orElseThrow();
    });
  }

  @Override
  public Mono<Void> end(long number, int outcome) {
    return database.ask(sql -> sql.run("UPDATE operator_deeds SET outcome = ? WHERE number = ?",
        outcome, number)).then();
  }

  @Override
  public Mono<List<Deed>> latest(int most) {
    return database.ask(sql -> sql.all(SqliteAuditLog::deed,
        "SELECT at, key, action, subject, outcome FROM operator_deeds"
            + " ORDER BY number DESC LIMIT ?",
        most));
  }

  private static Deed deed(ResultSet row) throws SQLException {
    return new Deed(Instant.ofEpochMilli(row.getLong(1)), new KeyId(row.getString(2)),
        row.getString(3), row.getString(4), row.getInt(5));
  }
}
