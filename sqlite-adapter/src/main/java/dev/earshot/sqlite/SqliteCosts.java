package dev.earshot.sqlite;

import dev.earshot.core.cost.Cost;
import dev.earshot.core.cost.CostLedger;
import dev.earshot.core.cost.Spent;
import java.time.YearMonth;
import java.util.List;
import reactor.core.publisher.Mono;

/// What recognisers were given, a row for each of them, run and month.
final class SqliteCosts implements CostLedger {
  private static final String KEEP = """
      INSERT INTO engine_costs (engine, boot, month, sound_ms, open_ms) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        sound_ms = max(sound_ms, excluded.sound_ms),
        open_ms = max(open_ms, excluded.open_ms)""";

  private final Database database;

  SqliteCosts(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Void> record(List<Cost> costs) {
    var batch = List.copyOf(costs);
    return database.askWhole(sql -> {
      for (var cost : batch) {
        sql.run(KEEP, cost.engine(), cost.boot(), cost.month().toString(), cost.soundMs(),
            cost.openMs());
      }
      return batch.size();
    }).then();
  }

  @Override
  public Mono<List<Spent>> of(YearMonth month) {
    return database.ask(sql -> sql.all(
        row -> new Spent(row.getString(1), row.getLong(2), row.getLong(3)),
        """
            SELECT engine, sum(sound_ms), sum(open_ms) FROM engine_costs
            WHERE month = ? GROUP BY engine ORDER BY engine""", month.toString()));
  }
}
