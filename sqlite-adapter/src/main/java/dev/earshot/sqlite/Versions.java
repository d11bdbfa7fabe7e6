package dev.earshot.sqlite;

import dev.earshot.sqlite.StoreException.Unusable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// The steps by which a file of any earlier version becomes one of this program's.
///
/// @param application marks whose file it is, in its head
/// @param steps statements; a step that was released is never changed
record Versions(int application, List<List<String>> steps) {
  /// Refuses a file that is newer than this program, or not ours.
  void check(Path file, Sql sql) throws SQLException {
    var marks = sql.atOneMoment(read -> new int[]{number(read, "PRAGMA user_version"),
        number(read, "PRAGMA application_id"),
        number(read, "SELECT count(*) FROM sqlite_master")});
    check(file, marks[0], marks[1], marks[2]);
  }

  private void check(Path file, int version, int mark, int tables) {
    if (mark != application && (mark != 0 || version != 0 || tables != 0)) {
      throw new Unusable("file: " + file + " is another program's (expected: Earshot's, or none)");
    }
    if (version > steps.size()) {
      throw new Unusable("file: " + file + " has version " + version + " (expected: 0.."
          + steps.size() + "; a newer Earshot has written it, use that one)");
    }
  }

  /// Brings the file to this version.
  void bring(Sql sql) throws SQLException {
    if (number(sql, "PRAGMA user_version") < steps.size()) {
      sql.whole(this::climb);
    }
  }

  /// Asks for the version again: another process may have come first.
  private int climb(Sql sql) throws SQLException {
    var version = number(sql, "PRAGMA user_version");
    for (var step : steps.subList(version, steps.size())) {
      for (var statement : step) {
        sql.define(statement);
      }
    }
    sql.run("PRAGMA application_id = " + application);
    sql.run("PRAGMA user_version = " + steps.size());
    return version;
  }

  private static int number(Sql sql, String question) throws SQLException {
    return sql.first(row -> row.getInt(1), question).orElse(0);
  }
}
