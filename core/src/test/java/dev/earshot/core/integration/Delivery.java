package dev.earshot.core.integration;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.integration.Outcome.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A dispatcher in virtual time, with an outbox in memory and apps that do as they are told.
final class Delivery implements HookNews, AutoCloseable {
  static final AccountId ANN = new AccountId("ann");

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final AppServer server = new AppServer(time);
  private final Outbox outbox;
  private final Dispatcher dispatcher;
  private final Map<Drop, Long> dropped = new EnumMap<>(Drop.class);
  private final Map<Failure, Integer> failed = new EnumMap<>(Failure.class);
  private List<Hook> hooks = List.of(hook("notes"));
  private int lookups;

  Delivery() {
    this(new InProcessOutbox(OutboxBounds.USUAL));
  }

  Delivery(Outbox outbox) {
    this.outbox = outbox;
    this.dispatcher = new Dispatcher(outbox, new Destinations(this::hooks, server, server),
        DeliveryTimes.USUAL, this, new Random(1), time);
    time.advanceTimeBy(Duration.ofMillis(Instant.parse("2026-11-29T12:00:00Z").toEpochMilli()));
  }

  static Hook hook(String app) {
    return new Hook(app, "https://" + app + ".example/hook", "0123456789abcdef");
  }

  static StreamId stream(long n) {
    return new StreamId(new UUID(1, n));
  }

  void start() {
    dispatcher.start();
    on(Duration.ZERO);
  }

  /// The account's hooks from now on.
  void hooks(Hook... others) {
    hooks = List.of(others);
  }

  Mono<List<Hook>> hooks(AccountId account) {
    return Mono.fromSupplier(() -> {
      lookups++;
      return account.equals(ANN) ? hooks : List.of();
    });
  }

  int lookups() {
    return lookups;
  }

  /// Finals of a stream for the app `notes`.
  void say(long stream, long... numbers) {
    say("notes", stream, numbers);
  }

  void say(String app, long stream, long... numbers) {
    var entries = LongStream.of(numbers).mapToObj(n -> new Entry(app, said(stream, n))).toList();
    Objects.requireNonNull(outbox.append(entries).block());
    dispatcher.appended(new Line(ANN, app, stream(stream)), entries.size());
    on(Duration.ZERO);
  }

  Said said(long stream, long number) {
    return new Said(ANN, stream(stream), number, 0, number * 1_000, number * 1_000 + 900,
        stream + ":" + number, Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS)));
  }

  void on(Duration duration) {
    time.advanceTimeBy(duration);
  }

  AppServer server() {
    return server;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  VirtualTimeScheduler time() {
    return time;
  }

  Outbox outbox() {
    return outbox;
  }

  long held() {
    return Objects.requireNonNull(outbox.held().block()).entries();
  }

  Map<Drop, Long> droppedFinals() {
    return dropped;
  }

  Map<Failure, Integer> failures() {
    return failed;
  }

  @Override
  public void dropped(Drop why, long finals) {
    dropped.merge(why, finals, Long::sum);
  }

  @Override
  public void failed(Failure why) {
    failed.merge(why, 1, Integer::sum);
  }

  @Override
  public void close() {
    dispatcher.close();
    time.dispose();
  }
}
