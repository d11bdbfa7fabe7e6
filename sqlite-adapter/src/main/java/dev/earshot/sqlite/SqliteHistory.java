package dev.earshot.sqlite;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.UsageHistory;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/// A range of the hours' rows, which lie side by side.
final class SqliteHistory implements UsageHistory {
  private final Database database;

  SqliteHistory(Database database) {
    this.database = database;
  }

  @Override
  public Mono<List<Hour>> hours(AccountId account, Span span) {
    return database.ask(sql -> sql.all(
        row -> new Hour(Instant.ofEpochMilli(row.getLong(1)), row.getLong(2)), """
            SELECT hour, used_ms FROM usage_hours
            WHERE account = ? AND hour >= ? AND hour < ? AND used_ms > 0 ORDER BY hour""",
        account.value(), span.from().toEpochMilli(), span.until().toEpochMilli()));
  }
}
