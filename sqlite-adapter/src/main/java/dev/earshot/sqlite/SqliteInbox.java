package dev.earshot.sqlite;

import dev.earshot.core.billing.BillingEvent;
import dev.earshot.core.billing.EventInbox;
import dev.earshot.core.identity.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Events of the payment service, a row each. Whoever brings a new one takes the old ones away.
final class SqliteInbox implements EventInbox {
  private static final String KEEP = """
      INSERT INTO billing_events (id, type, at, received_at) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING""";

  private final Database database;
  private final InstantSource clock;

  SqliteInbox(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Mono<Entry> receive(BillingEvent event) {
    return database.askWhole(sql -> {
      var now = clock.instant();
      sql.run("DELETE FROM billing_events WHERE received_at < ?",
          now.minus(EventInbox.KEPT).toEpochMilli());
      sql.run(KEEP, event.id(), event.type(), event.at().toEpochMilli(), now.toEpochMilli());
      return sql.first(SqliteInbox::entry,
          "SELECT id, type, at, stage, account FROM billing_events WHERE id = ?", event.id())
          .orElseThrow();
    });
  }

  @Override
  public Mono<Void> advance(String event, Stage stage, @Nullable AccountId account) {
    return database.ask(sql -> sql.run("""
        UPDATE billing_events SET stage = max(stage, ?), account = coalesce(?, account)
        WHERE id = ?""", number(stage), account == null ? null : account.value(), event)).then();
  }

  private static int number(Stage stage) {
    return switch (stage) {
      case RECEIVED -> 0;
      case APPLIED -> 1;
      case SIGNALLED -> 2;
    };
  }

  private static Stage stage(int number) {
    return switch (number) {
      case 0 -> Stage.RECEIVED;
      case 1 -> Stage.APPLIED;
      default -> Stage.SIGNALLED; // the table holds no other
    };
  }

  private static Entry entry(ResultSet row) throws SQLException {
    var account = row.getString(5);
    return new Entry(
        new BillingEvent(row.getString(1), row.getString(2),
            Instant.ofEpochMilli(row.getLong(3))),
        stage(row.getInt(4)), account == null ? null : new AccountId(account));
  }
}
