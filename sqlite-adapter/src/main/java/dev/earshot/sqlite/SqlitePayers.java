package dev.earshot.sqlite;

import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.PaidSubscription;
import dev.earshot.core.billing.Payer;
import dev.earshot.core.billing.Payers;
import dev.earshot.core.identity.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Who pays for whom and for what: a row for each customer and each subscription, with the order of
/// what it says.
final class SqlitePayers implements Payers {
  private static final String CUSTOMERS = """
      SELECT customer, account, before, moved_by, order_at, order_rank, order_tie
      FROM billing_customers WHERE\s""";
  private static final String LINK = """
      INSERT INTO billing_customers
        (customer, account, before, moved_by, order_at, order_rank, order_tie)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET account = excluded.account, before = excluded.before,
        moved_by = excluded.moved_by,
        order_at = excluded.order_at, order_rank = excluded.order_rank,
        order_tie = excluded.order_tie""";
  private static final String LEARN = """
      INSERT INTO billing_subscriptions
        (id, customer, created_at, plan, paid_until, order_at, order_rank, order_tie)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET customer = excluded.customer, created_at = excluded.created_at,
        plan = excluded.plan, paid_until = excluded.paid_until, order_at = excluded.order_at,
        order_rank = excluded.order_rank, order_tie = excluded.order_tie
      WHERE (excluded.order_at, excluded.order_rank, excluded.order_tie)
        > (order_at, order_rank, order_tie)""";

  private final Database database;

  SqlitePayers(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Payer> link(String customer, AccountId account, EventOrder order) {
    return database.askWhole(sql -> {
      var known = at(sql, customer);
      var payer = known.map(there -> there.told(account, order))
          .orElseGet(() -> Payer.first(customer, account, order));
      if (!known.equals(Optional.of(payer))) {
        var before = payer.before();
        sql.run(LINK, customer, payer.account().value(), before == null ? null : before.value(),
            payer.movedBy(), payer.order().at().toEpochMilli(), payer.order().rank(),
            payer.order().tie());
      }
      return payer;
    });
  }

  @Override
  public Mono<Payer> payer(String customer) {
    return database.find(sql -> at(sql, customer));
  }

  @Override
  public Mono<List<Payer>> list(Page page) {
    var account = page.account();
    var after = page.after() == null ? "" : page.after();
    return database.ask(sql -> account == null
        ? sql.all(SqlitePayers::payer, CUSTOMERS + "customer > ? ORDER BY customer LIMIT ?", after,
            page.most())
        : sql.all(SqlitePayers::payer,
            CUSTOMERS + "account = ? AND customer > ? ORDER BY customer LIMIT ?", account.value(),
            after, page.most()));
  }

  @Override
  public Mono<Void> learn(PaidSubscription news) {
    return database.ask(sql -> sql.run(LEARN, news.id(), news.customer(),
        news.createdAt().toEpochMilli(), news.plan(), millis(news.paidUntil()),
        news.order().at().toEpochMilli(), news.order().rank(), news.order().tie())).then();
  }

  @Override
  public Mono<List<PaidSubscription>> of(AccountId account) {
    return database.ask(sql -> sql.all(SqlitePayers::subscription, """
        SELECT s.id, s.customer, s.created_at, s.plan, s.paid_until, s.order_at, s.order_rank,
          s.order_tie
        FROM billing_customers AS c JOIN billing_subscriptions AS s ON s.customer = c.customer
        WHERE c.account = ? ORDER BY s.created_at DESC LIMIT ?""", account.value(), MOST));
  }

  private static Optional<Payer> at(Sql sql, String customer) throws SQLException {
    return sql.first(SqlitePayers::payer, CUSTOMERS + "customer = ?", customer);
  }

  private static Payer payer(ResultSet row) throws SQLException {
    var before = row.getString(3);
    return new Payer(row.getString(1), new AccountId(row.getString(2)),
        before == null ? null : new AccountId(before), row.getString(4), order(row, 5));
  }

  private static PaidSubscription subscription(ResultSet row) throws SQLException {
    var until = row.getLong(5);
    var endless = row.wasNull();
    return new PaidSubscription(row.getString(1), row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)), row.getString(4),
        endless ? null : Instant.ofEpochMilli(until), order(row, 6));
  }

  private static EventOrder order(ResultSet row, int from) throws SQLException {
    return new EventOrder(Instant.ofEpochMilli(row.getLong(from)), row.getInt(from + 1),
        row.getString(from + 2));
  }

  private static @Nullable Long millis(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }
}
