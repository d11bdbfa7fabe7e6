package dev.earshot.sqlite;

import java.util.List;

/// The table of the outbox's file: a row is one final for one app. `batch` is the number of the last final of
/// the batch that it was cut into, `at` when it was said (ms since 1970), `bytes` what it counts as.
final class OutboxSchema {
  /// Written into the file's head: "EarO".
  private static final int APPLICATION = 0x4561_724f;

  static final Versions VERSIONS = new Versions(APPLICATION, List.of(List.of("""
      CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,
        app TEXT NOT NULL,
        account TEXT NOT NULL,
        stream TEXT NOT NULL,
        number INTEGER NOT NULL,
        channel INTEGER NOT NULL,
        from_ms INTEGER NOT NULL,
        to_ms INTEGER NOT NULL,
        said TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        at INTEGER NOT NULL,
        batch INTEGER,
        UNIQUE (app, stream, number)
      ) STRICT""")));

  /// The first row, and those of its batch.
  static final String OLDEST = """
      WHERE id IN (
        SELECT other.id FROM (SELECT * FROM outbox ORDER BY id LIMIT 1) AS oldest
        JOIN outbox AS other ON other.id = oldest.id OR (
          other.app = oldest.app AND other.stream = oldest.stream AND other.batch = oldest.batch))""";

  /// Rows of no batch that were said before a moment, and those of batches whose last was.
  static final String OLD = """
      WHERE id IN (
        SELECT id FROM outbox WHERE batch IS NULL AND at < ?
        UNION ALL
        SELECT part.id FROM outbox AS part JOIN outbox AS last
          ON last.app = part.app AND last.stream = part.stream AND last.number = part.batch
        WHERE last.at < ?)""";

  private OutboxSchema() {}
}
