package dev.earshot.gateway.ops;

import dev.earshot.core.credit.CreditRule;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.core.usage.UsageReplay;
import dev.earshot.gateway.dialect.Spoken;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Counts what happens, for `/metrics`. Safe for use by several threads.
public final class Meters {
  private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(
      PrometheusConfig.DEFAULT);
  private final Registry registry = Registry.of(prometheus);
  private final Map<Spoken, AtomicInteger> open = new EnumMap<>(Spoken.class);
  private final Map<Spoken, WordMeters> words = new EnumMap<>(Spoken.class);
  private final AtomicLong monthHoursDrift = new AtomicLong();
  private final AtomicLong counterDrift = new AtomicLong();
  private final CacheMeters caches = new CacheMeters(registry);
  private volatile LongSupplier redisTrips = () -> 0;

  public Meters() {
    for (var dialect : Spoken.values()) {
      var streams = new AtomicInteger();
      open.put(dialect, streams);
      words.put(dialect, WordMeters.of(registry, dialect));
      registry.show(Metric.DIALECT_STREAMS, streams::get, Label.word(dialect));
    }
    registry.show(Metric.STREAMS_OPEN, this::openStreams);
    registry.show(Metric.DRIFT, monthHoursDrift::get, "month_hours");
    registry.show(Metric.DRIFT, counterDrift::get, "month_counter");
    registry.show(Metric.REDIS_TRIPS, () -> redisTrips.getAsLong());
  }

  /// Counts what recognisers do.
  public EngineMeters engines() {
    return new EngineMeters(registry);
  }

  /// Shows what caches do.
  public CacheMeters caches() {
    return caches;
  }

  /// Counts what the payment service tells, and what is to be announced.
  public BillingMeters billing() {
    return new BillingMeters(registry);
  }

  /// Counts what apps and owners are told.
  public HookMeters hooks(InstantSource clock) {
    return new HookMeters(registry, clock);
  }

  /// Measures the words of one dialect.
  public WordMeters words(Spoken dialect) {
    return Objects.requireNonNull(words.get(dialect)); // each has its own from the start on
  }

  /// Shows how this process does.
  public void machine(Health health, LoopLag loopLag) {
    MachineMeters.show(registry, health, loopLag);
  }

  public void streamOpened(Spoken dialect) {
    streams(dialect).incrementAndGet();
  }

  public void streamEnded(Spoken dialect, EndReason why) {
    count(Metric.STREAMS_ENDED, Label.word(why));
    streams(dialect).decrementAndGet(); // last: between the two a stream is counted twice, never not at all
  }

  public int openStreams() {
    return open.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /// Somebody was let in.
  public void admitted(Spoken dialect) {
    count(Metric.ADMISSIONS, Label.word(dialect));
  }

  /// Somebody who wanted a stream was not let in.
  public void turnedAway(Spoken dialect, Refused why) {
    count(Metric.REFUSALS, Label.word(dialect), Label.word(why));
  }

  /// A request that did not become a stream.
  ///
  /// @param status that was answered; 0 when nothing was
  public void refused(int status) {
    count(Metric.UPGRADES_REFUSED, String.valueOf(status));
  }

  /// A frame that was skipped and told.
  public void skipped(Enum<?> reason) {
    count(Metric.FRAMES_SKIPPED, Label.word(reason));
  }

  /// A call to a store that failed; `what` is one of few phrases.
  public void usageFault(String what) {
    count(Metric.USAGE_FAULTS, what);
  }

  /// Audio that a stream used while nobody could tell what was left.
  public void blind(long ms) {
    registry.counter(Metric.CREDIT_BLIND).increment((double) ms);
  }

  /// What a stream did about its credit at a tick.
  public void decided(CreditRule.Step step) {
    count(Metric.CREDIT_DECISIONS, Label.word(step));
  }

  /// What became of a final that was to be translated.
  public void translated(Enum<?> outcome) {
    count(Metric.TRANSLATIONS, Label.word(outcome));
  }

  /// An account was notified, by this instance for all.
  public void creditCrossed(Enum<?> crossing) {
    count(Metric.CREDIT_NOTICES, Label.word(crossing));
  }

  /// Audio that came in since a stream last told.
  ///
  /// @param what `billed`, or why not
  public void audio(String what, long ms) {
    registry.counter(Metric.AUDIO, what).increment((double) ms);
  }

  /// Shows how old the last acknowledged journal write and counter report are, and what waits for whom.
  public void books(UsageRecorder recorder, UsageReplay replay, InstantSource clock) {
    registry.show(Metric.JOURNAL_AGE, () -> age(recorder.journaledAt(), clock));
    registry.show(Metric.COUNTER_AGE, () -> age(recorder.countedAt(), clock));
    registry.show(Metric.REPORTS_LATE, recorder::reportsLate);
    registry.show(Metric.JOURNAL_DEPTH, replay::journalDepth);
  }

  /// A document operation was sent, which is what Firestore's bill is made of.
  public void document(Enum<?> kind, boolean isRead) {
    count(Metric.DOCUMENTS, Label.word(kind), isRead ? "read" : "write");
  }

  /// Shows how often Redis was asked.
  public void redisRoundTrips(LongSupplier trips) {
    redisTrips = trips;
  }

  /// How far apart month, hours and counter of an account were when it was last looked at.
  public void drift(long monthHoursMs, long counterMs) {
    monthHoursDrift.set(monthHoursMs);
    counterDrift.set(counterMs);
    count(Metric.DRIFT_LOOKS);
  }

  /// Shows for how long the certificate that is served is valid.
  public void certificate(Supplier<Instant> expires, InstantSource clock) {
    registry.show(Metric.CERTIFICATE,
        () -> Duration.between(clock.instant(), expires.get()).toSeconds());
  }

  /// The files of the certificate hold something that cannot be served.
  public void certificateRefused() {
    count(Metric.TLS_FAILURES);
  }

  /// How often this counter was raised, with all its labels together.
  public double total(String name) {
    return prometheus.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  /// Everything, in the text format of Prometheus.
  public String scrape() {
    caches.look();
    return prometheus.scrape();
  }

  private AtomicInteger streams(Spoken dialect) {
    return Objects.requireNonNull(open.get(dialect)); // each has its own from the start on
  }

  private static double age(Instant at, InstantSource clock) {
    return Duration.between(at, clock.instant()).toMillis() / 1_000.0;
  }

  private void count(Metric metric, String... words) {
    registry.counter(metric, words).increment();
  }
}
