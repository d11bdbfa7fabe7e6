package dev.earshot.house;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Breaks every rule of the house that a test can break, each in one place.
@SuppressWarnings("all")
final class Offender {
  static final String CONSTANT = "may be seen";
  public int openField;
  protected static int openStatic;

  static final class SocketManager {}

  static final class CacheManager {}

  static final class DefaultSocket {}

  static final class UtilsOfNobody {}

  @Nullable
  String waitsForMono() {
    return Mono.just("word").block();
  }

  @Nullable
  String waitsForFlux() {
    return Flux.just("word").blockLast(Duration.ofSeconds(1));
  }

  Object waitsOneByOne() {
    return Flux.just("word").toIterable();
  }

  Instant asksTheClock() {
    return Instant.now();
  }

  long asksTheMachine() {
    return System.nanoTime();
  }

  Object rollsDice() {
    return new Random();
  }

  UUID rollsMoreDice() {
    return UUID.randomUUID();
  }

  @Nullable
  String asksTheEnvironment() {
    return System.getenv("HOME");
  }

  void sleeps() throws InterruptedException {
    Thread.sleep(Duration.ofMillis(1));
  }

  Instant asksWhatWasPassedIn(InstantSource clock) {
    return clock.instant();
  }

  Object rollsWhatWasPassedIn(long seed) {
    return new Random(seed);
  }
}
