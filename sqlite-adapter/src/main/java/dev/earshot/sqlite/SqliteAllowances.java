package dev.earshot.sqlite;

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
import reactor.core.publisher.Mono;

/// What the grant of an account leaves after what the ledger has charged this month.
final class SqliteAllowances implements AllowanceSource {
  private static final String LEFT = """
      SELECT coalesce(a.unlimited, 0), coalesce(a.grant_ms, 0), coalesce(m.used_ms, 0)
      FROM (SELECT ? AS account, ? AS month) AS asked
      LEFT JOIN accounts AS a ON a.account = asked.account
      LEFT JOIN usage_months AS m ON m.account = asked.account AND m.month = asked.month""";

  private final Database database;

  SqliteAllowances(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Balance> fetch(AccountId account, Instant now) {
    var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    var nextMonth = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return database
        .find(
            sql -> sql.first(SqliteAllowances::allowance, LEFT, account.value(), month.toString()))
        .map(allowance -> new Balance(allowance, nextMonth));
  }

  private static Allowance allowance(ResultSet row) throws SQLException {
    return row.getInt(1) == 1 ? new Unlimited() : new Prepaid(row.getLong(2), row.getLong(3));
  }
}
