package dev.earshot.sqlite;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Reviews;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Reviews, a row each; their sums stand with the app.
final class SqliteReviews implements Reviews {
  private final Database database;

  SqliteReviews(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Boolean> put(AppId app, Review review) {
    return database.askWhole(sql -> {
      if (SqliteApps.at(sql, app).isEmpty()) {
        return false;
      }
      var before = sql.first(row -> row.getInt(1),
          "SELECT tenths FROM app_reviews WHERE app = ? AND account = ?", app.value(),
          review.by().value());
      sql.run("""
          INSERT INTO app_reviews (app, account, tenths, text, at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET tenths = excluded.tenths, text = excluded.text,
            at = excluded.at""", app.value(), review.by().value(), review.tenths(), review.text(),
          review.at().toEpochMilli());
      sql.run(
          "UPDATE apps SET ratings = ratings + ?, rating_tenths = rating_tenths + ? WHERE id = ?",
          before.isEmpty() ? 1 : 0, review.tenths() - before.orElse(0), app.value());
      return true;
    });
  }

  @Override
  public Mono<Map<AppId, List<Review>>> of(Collection<App> apps) {
    var asked = List.copyOf(apps);
    return database.ask(sql -> sql.atOneMoment(read -> {
      var all = new HashMap<AppId, List<Review>>();
      for (var app : asked) {
        var told = read.all(
            row -> new Review(new AccountId(row.getString(1)), row.getInt(2), row.getString(3),
                Instant.ofEpochMilli(row.getLong(4))),
            "SELECT account, tenths, text, at FROM app_reviews WHERE app = ?"
                + " ORDER BY at DESC LIMIT ?",
            app.id().value(), MOST_TOLD);
        if (!told.isEmpty()) {
          all.put(app.id(), told);
        }
      }
      return Map.copyOf(all);
    }));
  }
}
