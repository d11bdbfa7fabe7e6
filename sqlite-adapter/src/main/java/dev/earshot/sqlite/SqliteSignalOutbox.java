package dev.earshot.sqlite;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.core.signal.SignalOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/// Changes that are to be announced, a row each.
final class SqliteSignalOutbox implements SignalOutbox {
  private final Database database;

  SqliteSignalOutbox(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Void> put(SignalIntent intent) {
    return database.ask(sql -> sql.run(
        "INSERT OR REPLACE INTO signal_outbox (id, account, since, due_at) VALUES (?, ?, ?, ?)",
        intent.id(), intent.account().value(), intent.since().toEpochMilli(),
        intent.dueAt().toEpochMilli())).then();
  }

  @Override
  public Mono<Void> remove(String id) {
    return database.ask(sql -> sql.run("DELETE FROM signal_outbox WHERE id = ?", id)).then();
  }

  @Override
  public Mono<List<SignalIntent>> waiting() {
    return database.ask(sql -> sql.all(SqliteSignalOutbox::intent,
        "SELECT id, account, since, due_at FROM signal_outbox ORDER BY due_at, id LIMIT ?", MOST));
  }

  private static SignalIntent intent(ResultSet row) throws SQLException {
    return new SignalIntent(row.getString(1), new AccountId(row.getString(2)),
        Instant.ofEpochMilli(row.getLong(3)), Instant.ofEpochMilli(row.getLong(4)));
  }
}
