package dev.earshot.sqlite;

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
/// | `usage_hours` | what an account was charged in an hour, which begins so many ms since 1970, and in how much of it somebody spoke; what was charged before hours were kept stands in its month's first one, so that a month is the sum of its hours |
/// | `usage_settles` | an intent that was charged, and when (ms since 1970) |
/// | `billing_events` | an event of the payment service, how far it got (0 received, 1 applied, 2 signalled) and whose it is |
/// | `billing_customers` | for whom a customer pays, for whom before, and what said otherwise; `order_at`, `order_rank` and `order_tie` of what said so |
/// | `billing_subscriptions` | the latest that is known of a subscription; without `plan` nothing is paid for |
/// | `signal_outbox` | a change that is to be announced |
/// | `engine_costs` | the most that is known of what a recogniser was given by one run of a gateway in a month |
/// | `operator_keys` | a key of the operations port as its SHA-256, and the words of what it opens |
/// | `operator_deeds` | what somebody asked to be changed there, and what came of it (the status; 0 while that is not known) |
/// | `usage_journal` | the most that is known of a stream's use up to the end of a month |
final class Schema {
  /// Written into the file's head: "Ear1".
  private static final int APPLICATION = 0x4561_7231;

  private static final List<List<String>> STEPS = List.of(tables(), plans(), keys(), costs(),
      hours(), operators(), billing(), AppTables.step());

  static final Versions VERSIONS = new Versions(APPLICATION, STEPS);

  private Schema() {}

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
          speech_ms INTEGER NOT NULL DEFAULT 0 CHECK (speech_ms >= 0),
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

  /// What the payment service told, and what is to be announced. Moments are ms since 1970.
  private static List<String> billing() {
    return List.of("""
        CREATE TABLE billing_events (
          id TEXT PRIMARY KEY,
          type TEXT NOT NULL,
          at INTEGER NOT NULL,
          stage INTEGER NOT NULL DEFAULT 0 CHECK (stage BETWEEN 0 AND 2),
          account TEXT,
          received_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX billing_events_by_age ON billing_events (received_at)", """
            CREATE TABLE billing_customers (
              customer TEXT PRIMARY KEY,
              account TEXT NOT NULL,
              before TEXT,
              moved_by TEXT,
              order_at INTEGER NOT NULL,
              order_rank INTEGER NOT NULL,
              order_tie TEXT NOT NULL
            ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX billing_customers_of_account ON billing_customers (account)", """
            CREATE TABLE billing_subscriptions (
              id TEXT PRIMARY KEY,
              customer TEXT NOT NULL,
              created_at INTEGER NOT NULL,
              plan TEXT,
              paid_until INTEGER,
              order_at INTEGER NOT NULL,
              order_rank INTEGER NOT NULL,
              order_tie TEXT NOT NULL
            ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX billing_subscriptions_of_customer ON billing_subscriptions (customer)", """
            CREATE TABLE signal_outbox (
              id TEXT PRIMARY KEY,
              account TEXT NOT NULL,
              since INTEGER NOT NULL,
              due_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""");
  }
}
