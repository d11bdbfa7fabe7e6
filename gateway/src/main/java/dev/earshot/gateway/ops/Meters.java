package dev.earshot.gateway.ops;

import dev.earshot.core.stream.EndReason;
import dev.earshot.core.usage.UsageRecorder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Counts what happens, for `/metrics`. Safe for use by several threads.
///
/// The registry refers weakly to what a value is read from. So that is the registry itself where nobody
/// else keeps it, or the value would stay as it was when memory was collected first.
public final class Meters {
  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(
      PrometheusConfig.DEFAULT);
  private final AtomicInteger streams = new AtomicInteger();
  private final Drifts drifts = new Drifts();
  private final CacheMeters caches = new CacheMeters(registry);

  /// What was found when month, hours and counter were last compared.
  private final class Drifts {
    private final AtomicLong monthHours = gauge("month_hours");
    private final AtomicLong counter = gauge("month_counter");
    private final Counter looks = Counter.builder("earshot.usage.drift.looks")
        .description("Accounts whose month, hours and counter were compared")
        .register(registry);

    private AtomicLong gauge(String between) {
      var ms = new AtomicLong();
      Gauge.builder("earshot.usage.drift.ms", ms, AtomicLong::get)
          .description("Milliseconds of audio in which the books differ, at the last look")
          .tag("between", between)
          .register(registry);
      return ms;
    }
  }

  public Meters() {
    Gauge.builder("earshot.streams.open", streams, AtomicInteger::get)
        .description("Streams that are open now")
        .register(registry);
    memory("heap", Memory::heapBytes);
    memory("direct", Memory::directBytes);
  }

  /// Counts what recognisers do.
  public EngineMeters engines() {
    return new EngineMeters(registry);
  }

  /// Shows what caches do.
  public CacheMeters caches() {
    return caches;
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
  /// @param status that was answered; 0 when nothing was
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

  /// Audio that a stream used while nobody could tell what was left.
  public void blind(long ms) {
    Counter.builder("earshot.credit.blind.ms")
        .description("Milliseconds of audio used while no store could tell what is left")
        .register(registry)
        .increment((double) ms);
  }

  /// An account was notified, by this instance for all.
  public void creditCrossed(Enum<?> crossing) {
    count("earshot.credit.notices", "Accounts that were notified of credit, by crossing",
        "crossing", name(crossing));
  }

  /// Audio that came in since a stream last told.
  ///
  /// @param what `billed`, or why not
  public void audio(String what, long ms) {
    Counter.builder("earshot.audio.ms")
        .description("Milliseconds of audio, billed and unbilled by reason")
        .tag("kind", what)
        .register(registry)
        .increment((double) ms);
  }

  /// Shows how old the last acknowledged journal write and counter report are.
  public void books(UsageRecorder recorder, InstantSource clock) {
    age("earshot.usage.journal.age.seconds", "Since the journal last took everything",
        recorder::journaledAt, clock);
    age("earshot.usage.counter.age.seconds", "Since the counter last answered",
        recorder::countedAt, clock);
  }

  private void memory(String area, LongSupplier bytes) {
    Gauge.builder("earshot.memory.bytes", registry, _ -> bytes.getAsLong())
        .description("Memory in use, by area; what could be collected counts")
        .tag("area", area)
        .register(registry);
  }

  /// A document operation was sent, which is what Firestore's bill is made of.
  public void document(Enum<?> kind, boolean isRead) {
    Counter.builder("earshot.document.operations")
        .description("Document operations that were sent, by kind")
        .tag("kind", name(kind))
        .tag("billed", isRead ? "read" : "write")
        .register(registry)
        .increment();
  }

  /// Shows how often Redis was asked.
  public void redisRoundTrips(LongSupplier trips) {
    FunctionCounter.builder("earshot.redis.round.trips", registry, _ -> trips.getAsLong())
        .description("Questions to Redis; what is sent together is one")
        .register(registry);
  }

  /// How far apart month, hours and counter of an account were when it was last looked at.
  public void drift(long monthHoursMs, long counterMs) {
    drifts.monthHours.set(monthHoursMs);
    drifts.counter.set(counterMs);
    drifts.looks.increment();
  }

  /// Shows for how long the certificate that is served is valid, and counts from 0 what is refused.
  public void certificate(Supplier<Instant> expires, InstantSource clock) {
    Gauge.builder("earshot.tls.certificate.expires.seconds", registry,
        _ -> Duration.between(clock.instant(), expires.get()).toSeconds())
        .description("Until the certificate that is served expires; negative when it has")
        .register(registry);
    certificatesRefused();
  }

  /// The files of the certificate hold something that cannot be served.
  public void certificateRefused() {
    certificatesRefused().increment();
  }

  private Counter certificatesRefused() {
    return Counter.builder("earshot.tls.reload.failures")
        .description("Looks at the certificate's files that found nothing that can be served")
        .register(registry);
  }

  private void age(String name, String description, Supplier<Instant> at, InstantSource clock) {
    Gauge.builder(name, registry,
        _ -> Duration.between(at.get(), clock.instant()).toMillis() / 1_000.0)
        .description(description)
        .register(registry);
  }

  /// How often this counter was raised, with all its labels together.
  public double total(String name) {
    return registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  /// Everything, in the text format of Prometheus.
  public String scrape() {
    caches.look();
    return registry.scrape();
  }

  private void count(String name, String description, String tag, String value) {
    Counter.builder(name).description(description).tag(tag, value).register(registry).increment();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
