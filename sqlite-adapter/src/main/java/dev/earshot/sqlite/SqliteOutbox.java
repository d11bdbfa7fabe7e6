package dev.earshot.sqlite;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Entry;
import dev.earshot.core.integration.Line;
import dev.earshot.core.integration.Outbox;
import dev.earshot.core.integration.OutboxBounds;
import dev.earshot.core.integration.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// What still has to be delivered, in an SQLite file of its own: it holds words, so what is removed is written
/// over, and a flood of it holds up nobody else's file.
///
/// One thread, as with [SqliteStore]; 4,096 questions may wait. What was acknowledged outlives a kill of the process.
/// Only one process may have the file open. Removed words are gone from the file within the next [#prune], which also
/// empties the log that SQLite writes ahead.
public final class SqliteOutbox implements Outbox, AutoCloseable {
  private static final int LIMIT = 4_096;
  private static final String COLUMNS = """
      SELECT account, stream, number, channel, from_ms, to_ms, said, at, batch FROM outbox
      """;
  private static final String OF_LINE = " WHERE app = ? AND stream = ? AND account = ? ";

  private final Database database;
  private final OutboxBounds bounds;
  /// On the database's thread only.
  private Sum sum = new Sum(0, 0);

  private record Sum(long entries, long bytes) {
    Sum plus(long moreEntries, long moreBytes) {
      return new Sum(entries + moreEntries, bytes + moreBytes);
    }
  }

  private record Kept(Said said, Optional<Long> batch) {}

  private SqliteOutbox(Database database, OutboxBounds bounds) {
    this.database = database;
    this.bounds = bounds;
  }

  /// Opens the file, which is created when there is none. Waits for the disk, so not on an event loop.
  ///
  /// @throws StoreException.Unusable when it is of a newer version, of another program, broken or cannot be
  ///     written
  public static SqliteOutbox open(Path file, OutboxBounds bounds) {
    hide(file);
    var outbox = new SqliteOutbox(
        new Database(SqliteFile.open(file, OutboxSchema.VERSIONS), LIMIT), bounds);
    try {
      outbox.database.ask(outbox::begin).block();
      return outbox;
    } catch (RuntimeException e) {
      outbox.close();
      throw e;
    }
  }

  @Override
  public Mono<Long> append(List<Entry> entries) {
    var batch = List.copyOf(entries);
    return change(sql -> {
      for (var entry : batch) {
        put(sql, entry);
      }
      return shrink(sql);
    });
  }

  @Override
  public Mono<List<Line>> lines() {
    return database.ask(sql -> sql.all(
        row -> new Line(new AccountId(row.getString(1)), row.getString(2), stream(row, 3)),
        "SELECT account, app, stream FROM outbox GROUP BY app, stream, account ORDER BY min(id)"));
  }

  @Override
  public Mono<Batch> next(Line line, int most) {
    return database.askWhole(sql -> {
      var ahead = sql.all(SqliteOutbox::kept, COLUMNS + OF_LINE + "ORDER BY number LIMIT ?",
          line.app(), line.stream().toString(), line.account().value(), most);
      if (ahead.isEmpty()) {
        return Optional.<Batch>empty();
      }
      var cut = ahead.getFirst().batch();
      return Optional.of(cut.isPresent() ? cutBefore(sql, line, cut.get()) : cut(sql, line, ahead));
    }).flatMap(Mono::justOrEmpty);
  }

  @Override
  public Mono<Void> remove(Batch batch) {
    var line = batch.line();
    return change(sql -> drop(sql, OF_LINE + "AND number BETWEEN ? AND ?", line.app(),
        line.stream().toString(), line.account().value(), batch.first(), batch.last())).then();
  }

  @Override
  public Mono<Long> remove(Line line) {
    return change(sql -> drop(sql, OF_LINE, line.app(), line.stream().toString(),
        line.account().value()));
  }

  @Override
  public Mono<Long> prune(Instant before) {
    return change(sql -> drop(sql, OutboxSchema.OLD, before.toEpochMilli(), before.toEpochMilli()))
        .delayUntil(_ -> database.ask(sql -> sql.first(row -> row.getInt(1),
            "PRAGMA wal_checkpoint(TRUNCATE)")));
  }

  @Override
  public Mono<Held> held() {
    return database.ask(sql -> new Held(sum.entries(), sum.bytes(), sql.first(
        row -> Instant.ofEpochMilli(row.getLong(1)), "SELECT at FROM outbox ORDER BY id LIMIT 1")));
  }

  /// Finishes what was asked before and lets go of the file. Waits for it, so not on an event loop;
  /// closing again does nothing.
  @Override
  public void close() {
    database.close();
  }

  /// Its owner alone reads it; SQLite gives the files that it puts beside it the same rights.
  private static void hide(Path file) {
    try {
      if (Files.notExists(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      throw new StoreException.Unusable("file: " + file
          + " (expected: a file, or none, in a directory that exists and can be written): "
          + e.getMessage(), e);
    }
  }

  private int begin(Sql sql) throws SQLException {
    var _ = sql.first(row -> row.getInt(1), "PRAGMA secure_delete = ON");
    sum = sql.first(row -> new Sum(row.getLong(1), row.getLong(2)), "SELECT count(*), total(bytes)"
        + " FROM outbox").orElse(sum);
    return 1;
  }

  /// All of it or none, in the sum too.
  private <T> Mono<T> change(Work<T> work) {
    return database.ask(sql -> {
      var before = sum;
      try {
        return sql.whole(work);
      } catch (SQLException | RuntimeException e) {
        sum = before;
        throw e;
      }
    });
  }

  private void put(Sql sql, Entry entry) throws SQLException {
    var said = entry.said();
    var bytes = OutboxBounds.bytesOf(said.text());
    var isNew = sql.run("""
        INSERT INTO outbox
          (app, account, stream, number, channel, from_ms, to_ms, said, bytes, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", entry.app(),
        said.account().value(), said.stream().toString(), said.number(), said.channel(),
        said.fromMs(), said.toMs(), said.text(), bytes, said.at().toEpochMilli()) == 1;
    if (isNew) {
      sum = sum.plus(1, bytes);
    }
  }

  /// The oldest goes, with its batch.
  private long shrink(Sql sql) throws SQLException {
    var dropped = 0L;
    while (bounds.isOver(sum.entries(), sum.bytes())) {
      dropped += drop(sql, OutboxSchema.OLDEST);
    }
    return dropped;
  }

  private long drop(Sql sql, String which, Object... values) throws SQLException {
    var gone = sql.all(row -> row.getLong(1), "DELETE FROM outbox " + which + " RETURNING bytes",
        values);
    sum = sum.plus(-gone.size(), -gone.stream().mapToLong(bytes -> bytes).sum());
    return gone.size();
  }

  private static Batch cutBefore(Sql sql, Line line, long last) throws SQLException {
    return new Batch(line, sql.all(SqliteOutbox::kept,
        COLUMNS + OF_LINE + "AND batch = ? ORDER BY number", line.app(), line.stream().toString(),
        line.account().value(), last).stream().map(Kept::said).toList());
  }

  private static Batch cut(Sql sql, Line line, List<Kept> ahead) throws SQLException {
    var batch = new Batch(line, ahead.stream().map(Kept::said).toList());
    sql.run("UPDATE outbox SET batch = ?" + OF_LINE + "AND number <= ?", batch.last(), line.app(),
        line.stream().toString(), line.account().value(), batch.last());
    return batch;
  }

  private static Kept kept(ResultSet row) throws SQLException {
    var said = new Said(new AccountId(row.getString(1)), stream(row, 2), row.getLong(3),
        row.getInt(4), row.getLong(5), row.getLong(6), row.getString(7),
        Instant.ofEpochMilli(row.getLong(8)));
    var batch = row.getLong(9);
    return new Kept(said, row.wasNull() ? Optional.empty() : Optional.of(batch));
  }

  private static StreamId stream(ResultSet row, int column) throws SQLException {
    return new StreamId(UUID.fromString(row.getString(column)));
  }
}
