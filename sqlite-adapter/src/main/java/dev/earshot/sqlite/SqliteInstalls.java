package dev.earshot.sqlite;

import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Installs;
import dev.earshot.core.identity.AccountId;
import java.sql.SQLException;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Enabled apps, a row each.
final class SqliteInstalls implements Installs {
  private final Database database;

  SqliteInstalls(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Set<AppId>> enabledBy(AccountId user) {
    return database.ask(sql -> Set.copyOf(sql.all(row -> new AppId(row.getString(1)),
        "SELECT app FROM enabled_apps WHERE account = ? LIMIT ?", user.value(), MOST_ENABLED)));
  }

  @Override
  public Mono<Boolean> enable(AccountId user, AppId app) {
    return database.askWhole(sql -> {
      if (sql.run("INSERT INTO enabled_apps (account, app) VALUES (?, ?) ON CONFLICT DO NOTHING",
          user.value(), app.value()) == 0) {
        return false;
      }
      var now = sql.first(row -> row.getInt(1),
          "SELECT count(*) FROM enabled_apps WHERE account = ?", user.value()).orElseThrow();
      if (now > MOST_ENABLED) {
        throw new IllegalArgumentException(
            "enabled apps: " + MOST_ENABLED + " (expected: fewer than " + MOST_ENABLED + ")");
      }
      count(sql, app, 1);
      return true;
    });
  }

  @Override
  public Mono<Boolean> disable(AccountId user, AppId app) {
    return database.askWhole(sql -> {
      if (sql.run("DELETE FROM enabled_apps WHERE account = ? AND app = ?", user.value(),
          app.value()) == 0) {
        return false;
      }
      count(sql, app, -1);
      return true;
    });
  }

  private static void count(Sql sql, AppId app, int more) throws SQLException {
    sql.run("UPDATE apps SET installs = max(0, installs + ?) WHERE id = ?", more, app.value());
  }
}
