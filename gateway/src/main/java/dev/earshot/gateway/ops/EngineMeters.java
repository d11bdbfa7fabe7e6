package dev.earshot.gateway.ops;

import dev.earshot.core.transcript.Trouble;
import dev.earshot.gateway.engine.EngineDesk;
import dev.earshot.gateway.engine.EngineReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Counts what recognisers do, for `/metrics`. Labels are the configuration's names and words of ours, so
/// there are few of them. Safe for use by several threads.
public final class EngineMeters {
  private final MeterRegistry registry;

  EngineMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Shows how each recogniser does, all of its targets together.
  public void watch(EngineDesk desk) {
    desk.reports().stream().map(EngineReport::engine).distinct().forEach(engine -> {
      gauge("earshot.engine.legs.open", "Streams that a recogniser hears now", engine, desk,
          report -> report.legs().open());
      Gauge.builder("earshot.engine.available", registry,
          _ -> reports(desk, engine, report -> report.isAvailable() ? 1 : 0) > 0 ? 1 : 0)
          .description("Whether streams go to a recogniser: 1 or 0")
          .tag("engine", engine)
          .register(registry);
      FunctionCounter
          .builder("earshot.engine.legs", registry,
              _ -> reports(desk, engine, report -> report.legs().total()))
          .description("Streams that a recogniser was given")
          .tag("engine", engine)
          .register(registry);
      for (var trouble : Trouble.values()) {
        FunctionCounter
            .builder("earshot.engine.failures", registry,
                _ -> reports(desk, engine,
                    report -> report.failures().getOrDefault(trouble, 0L)))
            .description("Streams that a recogniser failed, by what went wrong")
            .tag("engine", engine)
            .tag("trouble", name(trouble))
            .register(registry);
      }
      upstream(engine, "sound", desk, report -> report.given().sound());
      upstream(engine, "open_time", desk, report -> report.given().open());
    });
  }

  /// A recogniser failed a stream, which goes to the next, if there is one.
  public void failover(Trouble why) {
    troubled("earshot.failovers", "How often a recogniser failed a stream, by trouble",
        why).increment();
  }

  /// Sound was sent again.
  public void replayed(Duration sound) {
    Counter.builder("earshot.replayed.ms")
        .description("Milliseconds of audio that were sent to another recogniser again")
        .register(registry)
        .increment((double) sound.toMillis());
  }

  /// Sound of which no words will come.
  public void gap(Trouble why, Duration sound) {
    troubled("earshot.audio.gap.ms", "Milliseconds of audio without words, by trouble", why)
        .increment((double) sound.toMillis());
  }

  private Counter troubled(String name, String description, Trouble why) {
    return Counter.builder(name)
        .description(description)
        .tag("trouble", name(why))
        .register(registry);
  }

  private void gauge(String name, String description, String engine, EngineDesk desk,
      ToDoubleFunction<EngineReport> value) {
    Gauge.builder(name, registry, _ -> reports(desk, engine, value))
        .description(description)
        .tag("engine", engine)
        .register(registry);
  }

  private void upstream(String engine, String base, EngineDesk desk,
      Function<EngineReport, Duration> given) {
    FunctionCounter
        .builder("earshot.upstream.ms", registry,
            _ -> reports(desk, engine, report -> (double) given.apply(report).toMillis()))
        .description("Milliseconds of sound and of open time that a recogniser was given")
        .tag("engine", engine)
        .tag("base", base)
        .register(registry);
  }

  private static double reports(EngineDesk desk, String engine,
      ToDoubleFunction<EngineReport> value) {
    return desk.reports()
        .stream()
        .filter(report -> report.engine().equals(engine))
        .mapToDouble(value)
        .sum();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
