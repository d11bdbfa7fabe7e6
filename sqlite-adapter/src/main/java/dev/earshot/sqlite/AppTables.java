package dev.earshot.sqlite;

import java.util.List;

/// The step of [Schema] that brings apps, who tests and uses them, and what users wish.
///
/// | table | a row is |
/// |---|---|
/// | `apps` | an app; where `deleted` is 1, only its id counts, which is never given again; `owner` is null for the operator's; `capabilities` with blanks between; moments in ms since 1970 |
/// | `app_reviews` | what one account thinks of an app |
/// | `enabled_apps` | an app that an account has enabled |
/// | `testers`, `tester_apps` | an account that tests, and which apps |
/// | `preferences` | what an account wishes |
final class AppTables {
  private AppTables() {}

  static List<String> step() {
    return List.of("""
        CREATE TABLE apps (
          id TEXT PRIMARY KEY,
          owner TEXT,
          name TEXT NOT NULL,
          author TEXT NOT NULL,
          description TEXT NOT NULL,
          category TEXT NOT NULL,
          image TEXT NOT NULL,
          capabilities TEXT NOT NULL,
          webhook_url TEXT,
          triggers_on TEXT,
          private INTEGER NOT NULL CHECK (private IN (0, 1)),
          approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
          popular INTEGER NOT NULL CHECK (popular IN (0, 1)),
          deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
          installs INTEGER NOT NULL DEFAULT 0 CHECK (installs >= 0),
          ratings INTEGER NOT NULL DEFAULT 0 CHECK (ratings >= 0),
          rating_tenths INTEGER NOT NULL DEFAULT 0 CHECK (rating_tenths >= 0),
          created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX apps_of_owner ON apps (owner, id) WHERE deleted = 0",
        "CREATE INDEX apps_listed ON apps (id) WHERE approved = 1 AND private = 0 AND deleted = 0",
        """
            CREATE TABLE app_reviews (
              app TEXT NOT NULL,
              account TEXT NOT NULL,
              tenths INTEGER NOT NULL CHECK (tenths BETWEEN 0 AND 50),
              text TEXT NOT NULL,
              at INTEGER NOT NULL,
              PRIMARY KEY (app, account)
            ) STRICT, WITHOUT ROWID""", """
            CREATE TABLE enabled_apps (
              account TEXT NOT NULL,
              app TEXT NOT NULL,
              PRIMARY KEY (account, app)
            ) STRICT, WITHOUT ROWID""", """
            CREATE TABLE testers (
              account TEXT PRIMARY KEY,
              added_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""", """
            CREATE TABLE tester_apps (
              account TEXT NOT NULL REFERENCES testers (account) ON DELETE CASCADE,
              app TEXT NOT NULL,
              PRIMARY KEY (account, app)
            ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX tester_apps_of_app ON tester_apps (app)", """
            CREATE TABLE preferences (
              account TEXT PRIMARY KEY,
              mentor_frequency INTEGER NOT NULL CHECK (mentor_frequency BETWEEN 0 AND 5)
            ) STRICT, WITHOUT ROWID""");
  }
}
