package dev.earshot.sqlite;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppChange;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Counts;
import dev.earshot.core.app.ExternalIntegration;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Visibility;
import dev.earshot.core.identity.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Apps, a row each.
final class SqliteApps implements AppCatalog {
  private static final String COLUMNS = """
      SELECT id, owner, name, author, description, category, image, capabilities, webhook_url,
        triggers_on, private, approved, popular, installs, ratings, rating_tenths, created_at
      FROM apps WHERE deleted = 0 AND\s""";
  private static final String LISTED = "approved = 1 AND private = 0";

  private final Database database;

  SqliteApps(Database database) {
    this.database = database;
  }

  @Override
  public Mono<App> find(AppId id) {
    return database.find(sql -> at(sql, id));
  }

  @Override
  public Mono<List<App>> approved() {
    return database.ask(sql -> sql.all(SqliteApps::app, COLUMNS + LISTED + " ORDER BY id LIMIT ?",
        MOST_LISTED));
  }

  @Override
  public Mono<List<App>> popular() {
    return database.ask(sql -> sql.all(SqliteApps::app,
        COLUMNS + LISTED + " AND popular = 1 ORDER BY id LIMIT ?", MOST_POPULAR));
  }

  @Override
  public Mono<List<App>> ownedBy(AccountId owner) {
    return database.ask(sql -> sql.all(SqliteApps::app, COLUMNS + "owner = ? ORDER BY id LIMIT ?",
        owner.value(), MOST_OWNED));
  }

  @Override
  public Mono<List<App>> findAll(Collection<AppId> ids) {
    var all = new TreeSet<>(ids);
    return database.ask(sql -> sql.atOneMoment(read -> {
      var found = new ArrayList<App>();
      for (var id : all) {
        at(read, id).ifPresent(found::add);
      }
      return List.copyOf(found);
    }));
  }

  @Override
  public Mono<Boolean> create(App app) {
    return database.ask(sql -> sql.run("""
        INSERT INTO apps (name, author, description, category, image, capabilities, webhook_url,
          triggers_on, private, approved, popular, owner, installs, ratings, rating_tenths,
          created_at, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        values(app, app.owner() == null ? null : app.owner().value(), app.counts().installs(),
            app.counts().ratings(), app.counts().ratingTenths(), app.createdAt().toEpochMilli(),
            app.id().value())) == 1);
  }

  @Override
  public Mono<App> change(AppId id, AppChange change) {
    return database.askWhole(sql -> {
      var after = at(sql, id).map(app -> app.after(change));
      if (after.isPresent()) {
        sql.run("""
            UPDATE apps SET name = ?, author = ?, description = ?, category = ?, image = ?,
              capabilities = ?, webhook_url = ?, triggers_on = ?, private = ?, approved = ?,
              popular = ? WHERE id = ?""", values(after.get(), id.value()));
      }
      return after;
    }).flatMap(Mono::justOrEmpty);
  }

  @Override
  public Mono<App> delete(AppId id) {
    return database.askWhole(sql -> {
      var gone = at(sql, id);
      if (gone.isPresent()) {
        sql.run("UPDATE apps SET deleted = 1 WHERE id = ?", id.value());
        sql.run("DELETE FROM app_reviews WHERE app = ?", id.value());
      }
      return gone;
    }).flatMap(Mono::justOrEmpty);
  }

  static Optional<App> at(Sql sql, AppId id) throws SQLException {
    return sql.first(SqliteApps::app, COLUMNS + "id = ?", id.value());
  }

  /// What a change may change, in the order of the statements, and what stands behind it.
  private static @Nullable Object[] values(App app, @Nullable Object... more) {
    var listing = app.listing();
    var integration = listing.integration();
    var sees = app.visibility();
    var all = new ArrayList<@Nullable Object>(Arrays.asList(listing.name(), listing.author(),
        listing.description(), listing.category(), listing.image(),
        String.join(" ", listing.capabilities()),
        integration == null ? null : integration.webhookUrl(),
        integration == null ? null : integration.triggersOn().word(), bit(sees.isPrivate()),
        bit(sees.approved()), bit(sees.popular())));
    Collections.addAll(all, more);
    return all.toArray();
  }

  private static App app(ResultSet row) throws SQLException {
    var owner = row.getString(2);
    var capabilities = row.getString(8);
    var webhook = row.getString(9);
    return new App(new AppId(row.getString(1)), owner == null ? null : new AccountId(owner),
        new Listing(row.getString(3), row.getString(4), row.getString(5), row.getString(6),
            row.getString(7),
            capabilities.isEmpty() ? List.of() : List.of(capabilities.split(" ", -1)),
            webhook == null
                ? null
                : new ExternalIntegration(webhook, Trigger.of(row.getString(10)))),
        new Visibility(row.getInt(11) == 1, row.getInt(12) == 1, row.getInt(13) == 1),
        new Counts(row.getLong(14), row.getLong(15), row.getLong(16)),
        Instant.ofEpochMilli(row.getLong(17)));
  }

  private static int bit(boolean flag) {
    return flag ? 1 : 0;
  }
}
