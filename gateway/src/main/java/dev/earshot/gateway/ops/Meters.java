package dev.earshot.gateway.ops;

import dev.earshot.core.stream.EndReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what happens, for `/metrics`. Safe for use by several threads.
public final class Meters {
  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(
      PrometheusConfig.DEFAULT);
  private final AtomicInteger streams = new AtomicInteger();

  public Meters() {
    Gauge.builder("earshot.streams.open", streams, AtomicInteger::get)
        .description("Streams that are open now")
        .register(registry);
  }

  public void streamOpened() {
    streams.incrementAndGet();
  }

  public void streamEnded(EndReason why) {
    count("earshot.streams.ended", "Streams that have ended, by reason", "reason", name(why));
    streams.decrementAndGet(); // last: between the two a stream is counted twice, never not at all
  }

  public int openStreams() {
    return streams.get();
  }

  /// A request that did not become a stream.
  ///
  /// @param status that was answered; 0 when nothing could be
  public void refused(int status) {
    count("earshot.upgrades.refused", "Requests that did not become a stream, by HTTP status",
        "status", String.valueOf(status));
  }

  /// A frame that was skipped and told.
  public void skipped(Enum<?> reason) {
    count("earshot.frames.skipped", "Frames that could not be used, by reason", "reason",
        name(reason));
  }

  /// A call to a store that failed; `what` is one of few phrases.
  public void usageFault(String what) {
    count("earshot.usage.faults", "Calls to the stores that failed; streams went on", "call",
        what);
  }

  /// How often this counter was raised, with all its labels together.
  public double total(String name) {
    return registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  /// Everything, in the text format of Prometheus.
  public String scrape() {
    return registry.scrape();
  }

  private void count(String name, String description, String tag, String value) {
    Counter.builder(name).description(description).tag(tag, value).register(registry).increment();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
