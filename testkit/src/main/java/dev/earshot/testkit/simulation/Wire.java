package dev.earshot.testkit.simulation;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;

/// The way from one machine to one store: what is asked may get lost, come late or twice, and so may the
/// answer; and the machine may be killed at either end.
final class Wire {
  private static final long LONGEST_MS = 9_000;

  /// How bad it is.
  enum Weather {
    /// Everything arrives at once.
    CALM,
    /// Anything may happen.
    ROUGH,
    /// Nothing arrives.
    DOWN
  }

  private enum Fate {
    ARRIVES, LATE, REQUEST_LOST, REPLY_LOST, REFUSED, REFUSED_AFTER, TWICE, STRAY, KILLED_BEFORE, KILLED_AFTER
  }

  private static final Fate[] ROUGH = {Fate.ARRIVES, Fate.ARRIVES, Fate.ARRIVES, Fate.LATE,
      Fate.LATE, Fate.REQUEST_LOST, Fate.REPLY_LOST, Fate.REFUSED, Fate.REFUSED_AFTER, Fate.TWICE,
      Fate.STRAY};
  private static final int KILLS_ONE_OF = 60;

  private final SimulatedTime time;
  private final RandomGenerator random;
  private final Machine caller;
  private final Consumer<Machine> killer;
  private Weather weather = Weather.CALM;
  private long troubleAtMs = Long.MIN_VALUE / 2;

  /// @param killer what kills the caller in the middle of a call
  Wire(SimulatedTime time, RandomGenerator random, Machine caller, Consumer<Machine> killer) {
    this.time = time;
    this.random = random;
    this.caller = caller;
    this.killer = killer;
  }

  void weather(Weather next) {
    if (weather != Weather.CALM || next != Weather.CALM) {
      troubleAtMs = time.nowMs();
    }
    weather = next;
  }

  /// When something last went wrong, or could have.
  long troubleAtMs() {
    return weather == Weather.CALM ? troubleAtMs : time.nowMs();
  }

  /// Asks the store. Cold.
  ///
  /// @param effect what happens there
  <T> Mono<T> call(Supplier<T> effect) {
    return Mono.defer(() -> {
      if (caller.isDead()) {
        return Mono.never();
      }
      return switch (weather) {
        case CALM -> Mono.fromSupplier(effect);
        case DOWN -> random.nextBoolean() ? refused() : Mono.<T>never();
        case ROUGH -> rough(effect);
      };
    });
  }

  private <T> Mono<T> rough(Supplier<T> effect) {
    return switch (fate()) {
      case ARRIVES -> Mono.fromSupplier(effect);
      case LATE -> later(effect, random.nextLong(1_500), random.nextLong(1_500));
      case REQUEST_LOST -> Mono.never();
      case REPLY_LOST -> Mono.defer(() -> {
        apply(effect);
        return Mono.never();
      });
      case REFUSED -> refused();
      case REFUSED_AFTER -> Mono.defer(() -> {
        apply(effect);
        return refused();
      });
      case TWICE -> Mono.fromSupplier(() -> {
        time.in(random.nextLong(LONGEST_MS), null, () -> apply(effect));
        return effect.get();
      });
      case STRAY -> Mono.defer(() -> {
        time.in(random.nextLong(LONGEST_MS), null, () -> apply(effect));
        return Mono.never();
      });
      case KILLED_BEFORE -> Mono.defer(() -> {
        killer.accept(caller);
        return Mono.never();
      });
      case KILLED_AFTER -> Mono.defer(() -> {
        apply(effect);
        killer.accept(caller);
        return Mono.never();
      });
    };
  }

  private Fate fate() {
    if (random.nextInt(KILLS_ONE_OF) == 0) {
      return random.nextBoolean() ? Fate.KILLED_BEFORE : Fate.KILLED_AFTER;
    }
    return ROUGH[random.nextInt(ROUGH.length)];
  }

  private <T> Mono<T> later(Supplier<T> effect, long thereMs, long backMs) {
    return Mono.create(sink -> time.in(thereMs, null, () -> {
      var answer = effect.get();
      time.in(backMs, caller, () -> sink.success(answer));
    }));
  }

  /// Nobody hears the answer.
  private static void apply(Supplier<?> effect) {
    var _ = effect.get();
  }

  private static <T> Mono<T> refused() {
    return Mono.error(new IllegalStateException("store: refused (expected: an answer)"));
  }
}
