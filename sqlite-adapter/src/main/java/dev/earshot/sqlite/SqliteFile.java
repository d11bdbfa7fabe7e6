package dev.earshot.sqlite;

import dev.earshot.sqlite.StoreException.Unusable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// How a file is opened, and what is said when it cannot be.
///
/// The log is written ahead (WAL) and only a checkpoint waits for the disk (synchronous NORMAL): a
/// commit is in the kernel's hands when it is acknowledged, so it outlives `kill -9` of the process.
/// A power cut may cost the last commits, always the last ones and never half of one; charge and
/// journal lie in the same file, so they fall back together and the replay charges what is missing.
///
/// A second process on the same file waits for its turn, up to five seconds for each piece of work;
/// then that piece fails. That holds on one machine only: WAL needs memory that both share, so the
/// file must not lie on a network's disk.
final class SqliteFile {
  private static final int TURN_MS = 5_000;
  private static final int OPENINGS = 100;

  private SqliteFile() {}

  /// The file of everything that is in [Schema].
  static Sql open(Path file) {
    return open(file, Schema.VERSIONS);
  }

  static Sql open(Path file, Versions versions) {
    for (var left = OPENINGS;; left--) {
      try {
        return opened(file, versions);
      } catch (SQLException e) {
        if (left == 0 || code(e) != SQLiteErrorCode.SQLITE_BUSY) {
          throw new Unusable(
              "file: " + file + " (expected: " + expected(e) + "): " + e.getMessage(), e);
        }
        // SQLite does not wait for its turn where it changes to WAL: two that open a new file at once
        // would wait for each other
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TURN_MS / OPENINGS));
      }
    }
  }

  private static Sql opened(Path file, Versions versions) throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(TURN_MS);
    config.setSynchronous(SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    var sql = new Sql(config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
    try {
      // looks before it touches: what is not ours stays as it is
      versions.check(file, sql);
      expect(file, sql, "PRAGMA quick_check(1)", "ok", "a whole SQLite file; restore a copy");
      expect(file, sql, "PRAGMA journal_mode = WAL", "wal", "a disk of this machine");
      versions.bring(sql);
      return sql;
    } catch (SQLException | RuntimeException e) {
      sql.close();
      throw e;
    }
  }

  private static void expect(Path file, Sql sql, String question, String answer, String expected)
      throws SQLException {
    var given = sql.first(row -> row.getString(1), question).orElse("nothing");
    if (!given.equals(answer)) {
      throw new Unusable("file: " + file + " (expected: " + expected + "): " + given);
    }
  }

  private static String expected(SQLException e) {
    return switch (code(e)) {
      case SQLITE_NOTADB -> "an SQLite file, or none";
      case SQLITE_CORRUPT -> "a whole SQLite file; restore a copy";
      case SQLITE_BUSY -> "no other process that holds it for seconds";
      default -> "a file, or none, in a directory that exists and can be written";
    };
  }

  private static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException s ? s.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
  }
}
