package dev.earshot.core.relay;

import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.relay.EngineState.Standing;
import dev.earshot.core.transcript.Trouble;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An engine with its reputation: what it may be given, and what became of it.
///
/// Safe for use by several threads.
final class Target {
  private final Engine engine;
  private final Quarantine quarantine;
  private final Breaker breaker;
  private final Budget budget;
  private final Map<Trouble, Long> failures = new EnumMap<>(Trouble.class);
  private int legs;
  private long legsBegun;
  private long soundMs;
  private long openMs;
  private boolean left;
  private @Nullable String lastFailure;

  Target(Engine engine, Quarantine quarantine, RandomGenerator random, long nowMs) {
    this.engine = engine;
    this.quarantine = quarantine;
    this.breaker = new Breaker(random);
    this.budget = new Budget(nowMs);
  }

  Engine engine() {
    return engine;
  }

  /// Whether a leg may begin now.
  synchronized boolean isUsable(long nowMs) {
    return !left && breaker.allows(nowMs) && quarantine.leftMs(engine.credential(), nowMs) == 0;
  }

  /// Begins a leg.
  ///
  /// @param again whether the stream comes because another leg failed, which is bounded
  /// @return whether it may
  synchronized boolean begin(long nowMs, boolean again, Traffic streams) {
    if (!isUsable(nowMs) || (again && !budget.take(nowMs, streams))) {
      return false;
    }
    breaker.begin();
    legs++;
    legsBegun++;
    return true;
  }

  /// The leg has said something.
  synchronized void alive() {
    breaker.alive();
    quarantine.accepted(engine.credential());
  }

  /// The leg has lasted, or has ended well.
  synchronized void proved() {
    breaker.proved();
  }

  /// The leg is over.
  ///
  /// @param openFor how long it was open
  /// @param spoke whether it had said something
  synchronized void ended(long openFor, boolean spoke) {
    legs--;
    openMs += openFor;
    if (!spoke) {
      breaker.trialEnded();
    }
  }

  /// The leg failed.
  synchronized void failed(Trouble trouble, Throwable error, long nowMs) {
    failures.merge(trouble, 1L, Long::sum);
    lastFailure = error.getMessage();
    switch (trouble) {
      case BUSY -> breaker.busy(nowMs,
          error instanceof Busy busy ? busy.after() : Duration.ofSeconds(1));
      case REFUSED -> quarantine.refused(engine.credential(), nowMs);
      case LOST, STALLED, MUTE, GARBLED -> breaker.failed(nowMs);
    }
  }

  synchronized void heard(long ms) {
    soundMs += ms;
  }

  synchronized void leave() {
    left = true;
  }

  synchronized boolean isLeft() {
    return left;
  }

  synchronized void comeBack() {
    left = false;
    breaker.proved();
    quarantine.accepted(engine.credential());
  }

  Tariff tariff() {
    return engine.recogniser().capabilities().tariff();
  }

  synchronized EngineState state(long nowMs) {
    var quarantined = quarantine.leftMs(engine.credential(), nowMs);
    var resting = breaker.restMs(nowMs);
    var standing = left
        ? Standing.LEFT
        : quarantined > 0
            ? Standing.QUARANTINED
            : resting > 0
                ? Standing.RESTING
                : breaker.isOnTrial(nowMs) ? Standing.ON_TRIAL : Standing.OPEN;
    return new EngineState(engine.name(), engine.place(), standing,
        Math.max(quarantined, resting), legs, legsBegun, failures, lastFailure, soundMs, openMs,
        tariff());
  }
}
