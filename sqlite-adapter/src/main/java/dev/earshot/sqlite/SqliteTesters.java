package dev.earshot.sqlite;

import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Tester;
import dev.earshot.core.app.Testers;
import dev.earshot.core.identity.AccountId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Testers, a row each, and a row for each app that one tests.
final class SqliteTesters implements Testers {
  private final Database database;

  SqliteTesters(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Tester> find(AccountId account) {
    return database.find(sql -> sql.atOneMoment(read -> at(read, account)));
  }

  @Override
  public Mono<List<AccountId>> of(AppId app) {
    return database.ask(sql -> sql.all(row -> new AccountId(row.getString(1)),
        "SELECT account FROM tester_apps WHERE app = ? LIMIT ?", app.value(), MOST_OF_APP));
  }

  @Override
  public Mono<Void> put(Tester tester) {
    return database.askWhole(sql -> {
      sql.run("DELETE FROM testers WHERE account = ?", tester.account().value());
      sql.run("INSERT INTO testers (account, added_at) VALUES (?, ?)", tester.account().value(),
          tester.addedAt().toEpochMilli());
      for (var app : tester.apps()) {
        add(sql, tester.account(), app);
      }
      return true;
    }).then();
  }

  @Override
  public Mono<Boolean> grant(AccountId account, AppId app) {
    return database.askWhole(sql -> {
      var tester = at(sql, account);
      if (tester.isPresent()) {
        tester.get().plus(app); // refuses one too many
        add(sql, account, app);
      }
      return tester.isPresent();
    });
  }

  @Override
  public Mono<Boolean> revoke(AccountId account, AppId app) {
    return database.askWhole(sql -> {
      sql.run("DELETE FROM tester_apps WHERE account = ? AND app = ?", account.value(),
          app.value());
      return at(sql, account).isPresent();
    });
  }

  @Override
  public Mono<Boolean> remove(AccountId account) {
    return database
        .ask(sql -> sql.run("DELETE FROM testers WHERE account = ?", account.value()) == 1);
  }

  private static void add(Sql sql, AccountId account, AppId app) throws SQLException {
    sql.run("INSERT INTO tester_apps (account, app) VALUES (?, ?) ON CONFLICT DO NOTHING",
        account.value(), app.value());
  }

  private static Optional<Tester> at(Sql sql, AccountId account) throws SQLException {
    var addedAt = sql.first(row -> Instant.ofEpochMilli(row.getLong(1)),
        "SELECT added_at FROM testers WHERE account = ?", account.value());
    if (addedAt.isEmpty()) {
      return Optional.empty();
    }
    var apps = sql.all(row -> new AppId(row.getString(1)),
        "SELECT app FROM tester_apps WHERE account = ?", account.value());
    return Optional.of(new Tester(account, Set.copyOf(apps), addedAt.get()));
  }
}
