package dev.earshot.gateway.ops;

import dev.earshot.core.transcript.Trouble;
import dev.earshot.gateway.engine.EngineDesk;
import dev.earshot.gateway.engine.EngineReport;
import dev.earshot.gateway.engine.EngineReport.Given;
import dev.earshot.gateway.engine.EngineReport.State;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Counts what recognisers do, for `/metrics`. Labels are the configuration's names and words of ours, so
/// there are few of them. Safe for use by several threads.
public final class EngineMeters {
  private static final double HOUR_MS = Duration.ofHours(1).toMillis();

  private final Registry registry;

  EngineMeters(Registry registry) {
    this.registry = registry;
  }

  /// Shows how each recogniser does, all of its targets together.
  ///
  /// @param prices what an hour of each costs; those that are not in it cost nothing
  public void watch(EngineDesk desk, Map<String, Double> prices) {
    desk.reports().stream().map(EngineReport::engine).distinct().forEach(engine -> {
      registry.show(Metric.ENGINE_AVAILABLE,
          () -> reports(desk, engine, report -> report.isAvailable() ? 1 : 0) > 0 ? 1 : 0, engine);
      for (var state : State.values()) {
        registry.show(Metric.ENGINE_TARGETS,
            () -> reports(desk, engine, report -> report.state() == state ? 1 : 0), engine,
            Label.word(state));
      }
      registry.show(Metric.LEGS_OPEN, () -> reports(desk, engine, report -> report.legs().open()),
          engine);
      registry.show(Metric.LEGS, () -> reports(desk, engine, report -> report.legs().total()),
          engine);
      for (var trouble : Trouble.values()) {
        registry.show(Metric.ENGINE_FAILURES,
            () -> reports(desk, engine, report -> report.failures().getOrDefault(trouble, 0L)),
            engine, Label.word(trouble));
      }
      registry.show(Metric.UPSTREAM,
          () -> reports(desk, engine, report -> report.given().sound().toMillis()), engine,
          "sound");
      registry.show(Metric.UPSTREAM,
          () -> reports(desk, engine, report -> report.given().open().toMillis()), engine,
          "open_time");
      var price = prices.getOrDefault(engine, 0.0);
      registry.show(Metric.ENGINE_MONEY,
          () -> reports(desk, engine, report -> paidMs(report.given())) * price / HOUR_MS, engine);
    });
  }

  /// A recogniser failed a stream, which goes to the next, if there is one.
  public void failover(Trouble why) {
    registry.counter(Metric.FAILOVERS, Label.word(why)).increment();
  }

  /// Sound was sent again.
  public void replayed(Duration sound) {
    registry.counter(Metric.REPLAYED).increment((double) sound.toMillis());
  }

  /// Sound of which no words will come.
  public void gap(Trouble why, Duration sound) {
    registry.counter(Metric.AUDIO_GAP, Label.word(why)).increment((double) sound.toMillis());
  }

  private static double paidMs(Given given) {
    return switch (given.base()) {
      case OPEN_TIME -> given.open().toMillis();
      case SOUND, NOTHING -> given.sound().toMillis(); // whoever gives ours a price means an hour of sound
    };
  }

  private static double reports(EngineDesk desk, String engine,
      ToDoubleFunction<EngineReport> value) {
    return desk.reports()
        .stream()
        .filter(report -> report.engine().equals(engine))
        .mapToDouble(value)
        .sum();
  }
}
