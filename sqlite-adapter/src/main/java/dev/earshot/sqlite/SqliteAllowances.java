package dev.earshot.sqlite;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What the grant of an account leaves after what the ledger has charged this month.
final class SqliteAllowances implements AllowanceSource {
  private static final String LEFT = """
      SELECT coalesce(m.used_ms, 0), coalesce((SELECT sum(t.millis) FROM top_ups AS t
          WHERE t.account = asked.account AND t.month = asked.month), 0),
        coalesce(a.subscribed, 0), a.plan, a.unlimited, a.grant_ms, a.ends_at
      FROM (SELECT ? AS account, ? AS month) AS asked
      LEFT JOIN accounts AS a ON a.account = asked.account
      LEFT JOIN usage_months AS m ON m.account = asked.account AND m.month = asked.month""";

  private final Database database;
  private final Plans plans;

  SqliteAllowances(Database database, Plans plans) {
    this.database = database;
    this.plans = plans;
  }

  /// An account's row beside the month that was asked for.
  private record Row(long usedMs, long toppedUpMs, @Nullable Subscription subscription) {}

  @Override
  public Mono<Balance> fetch(AccountId account, Instant now) {
    var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    return database
        .find(sql -> sql.first(SqliteAllowances::row, LEFT, account.value(), month.toString()))
        .map(row -> balance(row, month, now));
  }

  private Balance balance(Row row, YearMonth month, Instant now) {
    var own = row.subscription;
    var counts = own == null || own.isOver(now) ? Subscription.to(plans.basic(), null) : own;
    Allowance allowance = switch (counts.grant()) {
      case MonthlyGrant.Unlimited _ -> new Unlimited(row.usedMs);
      case MonthlyGrant.Limited(long millis) -> new Prepaid(millis + row.toppedUpMs, row.usedMs);
    };
    var nextMonth = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var ends = counts.endsAt();
    return new Balance(allowance, ends != null && ends.isBefore(nextMonth) ? ends : nextMonth,
        counts.plan());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getLong(1), row.getLong(2),
        row.getInt(3) == 1 ? subscription(row, 4) : null);
  }

  /// Of the columns `plan`, `unlimited`, `grant_ms` and `ends_at`.
  ///
  /// @param from where the first of them is, counted from 1
  static Subscription subscription(ResultSet row, int from) throws SQLException {
    var ends = row.getLong(from + 3);
    return new Subscription(row.getString(from),
        row.getInt(from + 1) == 1
            ? MonthlyGrant.unlimited()
            : new MonthlyGrant.Limited(row.getLong(from + 2)),
        ends == 0 ? null : Instant.ofEpochMilli(ends));
  }
}
