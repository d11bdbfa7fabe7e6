package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.cost.Cost;
import dev.earshot.core.cost.CostLedger;
import dev.earshot.core.cost.Spent;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every [CostLedger] must do: know the most that it was told of each engine, run and month.
public interface CostLedgerContract {
  YearMonth MAY = YearMonth.of(2026, 5);

  /// The same store each time within a test.
  CostLedger costLedger();

  @Test
  default void costs_ofSeveralRuns_isTheSumOfAll() {
    var engine = engine();
    done(costLedger().record(List.of(new Cost(engine, "one", MAY, 100, 10),
        new Cost(engine, "two", MAY, 200, 20), new Cost(engine, "one", MAY.plusMonths(1), 7, 7))));

    assertThat(of(engine, MAY)).containsExactly(new Spent(engine, 300, 30));
    assertThat(of(engine, MAY.plusMonths(1))).containsExactly(new Spent(engine, 7, 7));
    assertThat(of(engine, MAY.minusMonths(1))).isEmpty();
  }

  @Test
  default void costs_againAndLess_changesNothing() {
    var engine = engine();
    var most = new Cost(engine, "one", MAY, 100, 10);
    done(costLedger().record(List.of(most)));
    done(costLedger().record(List.of(most)));
    done(costLedger().record(List.of(new Cost(engine, "one", MAY, 50, 11))));

    assertThat(of(engine, MAY)).containsExactly(new Spent(engine, 100, 11));
  }

  @Test
  default void costs_notSubscribed_remembersNothing() {
    var engine = engine();
    var write = costLedger().record(List.of(new Cost(engine, "one", MAY, 1, 1)));

    assertThat(of(engine, MAY)).isEmpty();
    done(write);

    assertThat(of(engine, MAY)).hasSize(1);
  }

  @Test
  default void costs_nothing_changesNothing() {
    done(costLedger().record(List.of()));
  }

  @Test
  default void costs_fromManyThreadsInAnyOrder_keepsTheMost() {
    var engine = engine();
    done(Flux.fromStream(LongStream.rangeClosed(1, 100).boxed())
        .map(n -> n * 37 % 101)
        .parallel(8)
        .runOn(Schedulers.boundedElastic())
        .flatMap(n -> costLedger().record(List.of(new Cost(engine, "one", MAY, n, n / 2))))
        .then());

    assertThat(of(engine, MAY)).containsExactly(new Spent(engine, 100, 50));
  }

  @Test
  default void costs_ofSeveralEngines_isInTheOrderOfTheirNames() {
    var name = engine();
    done(costLedger().record(List.of(new Cost(name + "-b", "one", MAY, 1, 1),
        new Cost(name + "-a", "one", MAY, 2, 2))));

    assertThat(answerOf(costLedger().of(MAY))).filteredOn(spent -> spent.engine().startsWith(name))
        .containsExactly(new Spent(name + "-a", 2, 2), new Spent(name + "-b", 1, 1));
  }

  private List<Spent> of(String engine, YearMonth month) {
    return answerOf(costLedger().of(month)).stream()
        .filter(spent -> spent.engine().equals(engine))
        .toList();
  }

  private static String engine() {
    return "engine-" + UUID.randomUUID();
  }
}
