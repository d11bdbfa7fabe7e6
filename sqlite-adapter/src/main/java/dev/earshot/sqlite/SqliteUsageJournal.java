package dev.earshot.sqlite;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.UsageJournal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// The most that is known of each stream, a row for each month that it has used: a stream that runs
/// over a month's end still owes the old month when the new one begins.
final class SqliteUsageJournal implements UsageJournal {
  private static final String RAISE = """
      UPDATE usage_journal SET
        used_ms = max(used_ms, ?),
        settled_ms = max(settled_ms, ?),
        intended_ms = max(intended_ms, ?)
      WHERE stream = ? AND month = ?""";
  private static final String KEEP = """
      INSERT INTO usage_journal
        (stream, month, account, used_ms, settled_ms, from_ms, intended_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        used_ms = max(used_ms, excluded.used_ms),
        settled_ms = max(settled_ms, excluded.settled_ms),
        intended_ms = max(intended_ms, excluded.intended_ms)""";

  private final Database database;

  SqliteUsageJournal(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Void> record(List<Reading> readings) {
    var batch = List.copyOf(readings);
    return database.askWhole(sql -> keep(sql, batch)).then();
  }

  @Override
  public Mono<Void> forget(StreamId stream) {
    return database
        .ask(sql -> sql.run("DELETE FROM usage_journal WHERE stream = ?", stream.toString()))
        .then();
  }

  @Override
  public Mono<List<Reading>> unsettled() {
    return database.ask(sql -> sql.all(SqliteUsageJournal::reading,
        """
            SELECT stream, account, month, from_ms, used_ms, settled_ms,
              max(settled_ms, intended_ms)
            FROM usage_journal"""));
  }

  /// Most streams are known: to raise a row costs less than to find that it cannot be inserted.
  private static int keep(Sql sql, List<Reading> batch) throws SQLException {
    var raised = sql.runEach(RAISE, batch.stream()
        .map(reading -> new Object[]{reading.usedMs(), reading.settledMs(), reading.intendedMs(),
            reading.stream().toString(), reading.month().toString()})
        .toList());
    var first = new ArrayList<Object[]>();
    for (var i = 0; i < raised.length; i++) {
      if (raised[i] == 0) {
        first.add(row(batch.get(i)));
      }
    }
    sql.runEach(KEEP, first);
    return batch.size();
  }

  private static Object[] row(Reading reading) {
    return new Object[]{reading.stream().toString(), reading.month().toString(),
        reading.account().value(), reading.usedMs(), reading.settledMs(), reading.fromMs(),
        reading.intendedMs()};
  }

  private static Reading reading(ResultSet row) throws SQLException {
    return new Reading(new StreamId(UUID.fromString(row.getString(1))),
        new AccountId(row.getString(2)), YearMonth.parse(row.getString(3)), row.getLong(4),
        row.getLong(5), row.getLong(6), row.getLong(7));
  }
}
