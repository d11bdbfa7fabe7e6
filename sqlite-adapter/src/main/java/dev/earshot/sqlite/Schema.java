package dev.earshot.sqlite;

import dev.earshot.sqlite.StoreException.Unusable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Every table and column, as the steps by which a file of any earlier version becomes one of ours.
/// A step that was released is never changed. Those of apps stand in [AppTables].
///
/// | table | a row is |
/// |---|---|
/// | `accounts` | the plan and what a month grants; `grant_ms` counts only where `unlimited` is 0; where `subscribed` is 0, the basic plan's grant counts; `ends_at` in ms since 1970 |
/// | `top_ups` | audio added to one month of an account |
/// | `account_keys` | a key as its SHA-256, what people call it, when it was made (0: before that was kept), expires and was revoked (ms since 1970) |
/// | `usage_months` | what an account has used in a month (UTC, `yyyy-MM`), known to `accounts` or not; where `erased` is 1 the account was deleted, and the row goes when nobody can charge the month any more |
/// | `usage_hours` | what an account was charged in an hour, which begins so many ms since 1970; what was charged before hours were kept stands in its month's first one, so that a month is the sum of its hours |
/// | `usage_settles` | an intent that was charged, and when (ms since 1970) |
/// | `engine_costs` | the most that is known of what a recogniser was given by one run of a gateway in a month |
/// | `operator_keys` | a key of the operations port as its SHA-256, and the words of what it opens |
/// | `operator_deeds` | what somebody asked to be changed there, and what came of it (the status; 0 while that is not known) |
/// | `usage_journal` | the most that is known of a stream's use up to the end of a month |
final class Schema {
  /// Written into the file's head: "Ear1".
  private static final int APPLICATION = 0x4561_7231;

  private static final List<List<String>> STEPS = List.of(tables(), plans(), keys(), costs(),
      hours(),
      operators(),
      AppTables.step());

  private Schema() {}

  /// Refuses a file that is newer than this program, or not ours.
  static void check(Path file, Sql sql) throws SQLException {
    var marks = sql.atOneMoment(read -> new int[]{number(read, "PRAGMA user_version"),
        number(read, "PRAGMA application_id"),
        number(read, "SELECT count(*) FROM sqlite_master")});
    check(file, marks[0], marks[1], marks[2]);
  }

  private static void check(Path file, int version, int application, int tables) {
    if (application != APPLICATION && (application != 0 || version != 0 || tables != 0)) {
      throw new Unusable("file: " + file + " is another program's (expected: Earshot's, or none)");
    }
    if (version > STEPS.size()) {
      throw new Unusable("file: " + file + " has version " + version + " (expected: 0.."
          + STEPS.size() + "; a newer Earshot has written it, use that one)");
    }
  }

  /// Brings the file to this version.
  static void bring(Sql sql) throws SQLException {
    if (number(sql, "PRAGMA user_version") < STEPS.size()) {
      sql.whole(Schema::climb);
    }
  }

  /// Asks for the version again: another process may have come first.
  private static int climb(Sql sql) throws SQLException {
    var version = number(sql, "PRAGMA user_version");
    for (var step : STEPS.subList(version, STEPS.size())) {
      for (var statement : step) {
        sql.define(statement);
      }
    }
    sql.run("PRAGMA application_id = " + APPLICATION);
    sql.run("PRAGMA user_version = " + STEPS.size());
    return version;
  }

  private static int number(Sql sql, String question) throws SQLException {
    return sql.first(row -> row.getInt(1), question).orElse(0);
  }

  private static List<String> tables() {
    return List.of("""
        CREATE TABLE accounts (
          account TEXT PRIMARY KEY,
          unlimited INTEGER NOT NULL DEFAULT 0 CHECK (unlimited IN (0, 1)),
          grant_ms INTEGER NOT NULL DEFAULT 0 CHECK (grant_ms >= 0)
        ) STRICT, WITHOUT ROWID""", """
        CREATE TABLE account_keys (
          key_sha256 BLOB PRIMARY KEY CHECK (length(key_sha256) = 32),
          account TEXT NOT NULL REFERENCES accounts (account)
        ) STRICT, WITHOUT ROWID""", """
        CREATE TABLE usage_months (
          account TEXT NOT NULL,
          month TEXT NOT NULL,
          used_ms INTEGER NOT NULL CHECK (used_ms >= 0),
          PRIMARY KEY (account, month)
        ) STRICT, WITHOUT ROWID""", """
        CREATE TABLE usage_settles (
          id TEXT PRIMARY KEY,
          to_ms INTEGER NOT NULL,
          at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""", """
        CREATE TABLE usage_journal (
          stream TEXT NOT NULL,
          month TEXT NOT NULL,
          account TEXT NOT NULL,
          used_ms INTEGER NOT NULL,
          settled_ms INTEGER NOT NULL,
          PRIMARY KEY (stream, month)
        ) STRICT, WITHOUT ROWID""");
  }

  /// Plans, paid periods and top-ups; where a month's part of a stream begins, and its intent.
  private static List<String> plans() {
    return List.of(
        "ALTER TABLE accounts ADD COLUMN plan TEXT NOT NULL DEFAULT 'basic'",
        "ALTER TABLE accounts ADD COLUMN ends_at INTEGER",
        "ALTER TABLE accounts ADD COLUMN subscribed INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE usage_journal ADD COLUMN from_ms INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE usage_journal ADD COLUMN intended_ms INTEGER NOT NULL DEFAULT 0",
        """
            CREATE TABLE top_ups (
              account TEXT NOT NULL,
              id TEXT NOT NULL,
              month TEXT NOT NULL,
              millis INTEGER NOT NULL CHECK (millis > 0),
              PRIMARY KEY (account, id)
            ) STRICT, WITHOUT ROWID""");
  }

  /// What is known of a key beside its account.
  private static List<String> keys() {
    return List.of(
        "ALTER TABLE account_keys ADD COLUMN name TEXT NOT NULL DEFAULT 'first key'",
        "ALTER TABLE account_keys ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE account_keys ADD COLUMN expires_at INTEGER",
        "ALTER TABLE account_keys ADD COLUMN revoked_at INTEGER",
        "CREATE INDEX account_keys_of_account ON account_keys (account)");
  }

  /// The second ledger: what recognisers cost.
  private static List<String> costs() {
    return List.of("""
        CREATE TABLE engine_costs (
          month TEXT NOT NULL,
          engine TEXT NOT NULL,
          boot TEXT NOT NULL,
          sound_ms INTEGER NOT NULL CHECK (sound_ms >= 0),
          open_ms INTEGER NOT NULL CHECK (open_ms >= 0),
          PRIMARY KEY (month, engine, boot)
        ) STRICT, WITHOUT ROWID""");
  }

  /// When in the month it was used.
  private static List<String> hours() {
    return List.of("""
        CREATE TABLE usage_hours (
          account TEXT NOT NULL,
          hour INTEGER NOT NULL CHECK (hour % 3600000 = 0),
          used_ms INTEGER NOT NULL CHECK (used_ms >= 0),
          PRIMARY KEY (account, hour)
        ) STRICT, WITHOUT ROWID""", """
        INSERT INTO usage_hours (account, hour, used_ms)
        SELECT account, unixepoch(month || '-01') * 1000, used_ms FROM usage_months""",
        "ALTER TABLE usage_months ADD COLUMN erased INTEGER NOT NULL DEFAULT 0");
  }

  /// Who may change what, and what was changed.
  private static List<String> operators() {
    return List.of("""
        CREATE TABLE operator_keys (
          key_sha256 BLOB PRIMARY KEY CHECK (length(key_sha256) = 32),
          name TEXT NOT NULL,
          scopes TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          revoked_at INTEGER
        ) STRICT, WITHOUT ROWID""", """
        CREATE TABLE operator_deeds (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          at INTEGER NOT NULL,
          key TEXT NOT NULL,
          action TEXT NOT NULL,
          subject TEXT NOT NULL,
          outcome INTEGER NOT NULL
        ) STRICT""", "CREATE INDEX operator_deeds_by_age ON operator_deeds (at)");
  }
}
