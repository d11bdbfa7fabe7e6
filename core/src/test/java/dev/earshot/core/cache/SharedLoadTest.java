package dev.earshot.core.cache;

import static dev.earshot.core.cache.Rig.NUMBERS;
import static dev.earshot.core.cache.Rig.TTL;
import static dev.earshot.core.cache.Rig.ask;
import static dev.earshot.core.cache.Rig.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Many who want one key at once: one load, whatever it brings, and nothing that stays behind. The seed's
/// tests 22 to 25, where a lock for each key and a count of its users did this.
class SharedLoadTest {
  private static final int CALLERS = 1_000;

  private final Rig rig = new Rig();
  private final CacheManager caches = rig.alone();
  private final Source<Integer> source = new Source<>();

  @Test
  void load_aValue_isToldToAllWhoWait() {
    var hearings = callers();
    source.say(7);

    assertThat(hearings).allSatisfy(hearing -> assertThat(hearing.value()).isEqualTo(7));
    assertThat(source.calls()).isEqualTo(1);
  }

  @Test
  void load_noValue_isToldToAllWhoWait() {
    var hearings = callers();
    source.sayNothing();

    assertThat(hearings).allSatisfy(hearing -> assertThat(hearing.value()).isNull())
        .allSatisfy(hearing -> assertThat(hearing.failure()).isNull());
    assertThat(source.calls()).isEqualTo(1);
  }

  @Test
  void load_failure_isToldToAllWhoWait() {
    var hearings = callers();
    source.fail(new IllegalStateException("away"));

    assertThat(hearings)
        .allSatisfy(hearing -> assertThat(hearing.failure()).hasMessage("away"));
    assertThat(source.calls()).isEqualTo(1);
  }

  @Test
  void cancel_oneWhoWaits_doesNotEndTheLoadOfTheOthers() {
    var first = caches.getOrFetch(NUMBERS.key("ann"), TTL, source).subscribe();
    var other = ask(caches.getOrFetch(NUMBERS.key("ann"), TTL, source));
    first.dispose();
    assertThat(source.cancelled()).isZero();
    source.say(7);

    assertThat(other.value()).isEqualTo(7);
    assertThat(source.calls()).isEqualTo(1);
  }

  @Test
  void cancel_everybodyWhoWaits_keepsWhatTheLoadBrings() {
    caches.getOrFetch(NUMBERS.key("ann"), TTL, source).subscribe().dispose();
    source.say(7);

    assertThat(told(caches.getOrFetch(NUMBERS.key("ann"), TTL, source))).isEqualTo(7);
  }

  /// Seed test 22.
  @Test
  void load_done_leavesNothingOfItsOwn() {
    var hearing = ask(caches.getOrFetch(NUMBERS.key("ann"), TTL, source));
    assertThat(numbers().loading()).isEqualTo(1);
    assertThat(numbers().entries()).isZero();
    source.say(7);

    assertThat(hearing.isOver()).isTrue();
    assertThat(numbers().loading()).isZero();
    assertThat(numbers().entries()).isEqualTo(1);
    assertThat(caches.places()).isEqualTo(1);
  }

  /// Seed test 23.
  @Test
  void load_ofAHundredKeys_leavesNothingWhenTheirTimeIsOver() {
    for (var i = 0; i < 100; i++) {
      told(caches.getOrFetch(NUMBERS.key("key" + i), TTL, () -> Mono.just(7)));
    }
    assertThat(numbers().loading()).isZero();
    assertThat(numbers().entries()).isEqualTo(100);
    rig.pass(TTL.plus(Duration.ofSeconds(2)));

    assertThat(numbers().entries()).isZero();
    assertThat(numbers().bytes()).isZero();
    assertThat(caches.places()).isZero();
  }

  /// Seed test 24, in which the missing value makes each of ten threads load in its turn. Here they share it.
  @Test
  void load_tenThreadsAndNoValue_neverOverlapAndAskOnce() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var calls = new AtomicInteger();
    var all = new CountDownLatch(10);
    var answers = Flux.range(0, 10)
        .parallel(10)
        .runOn(Schedulers.boundedElastic())
        .flatMap(_ -> {
          all.countDown();
          return caches.getOrFetch(NUMBERS.key("ann"), TTL, () -> Mono.<Integer>fromRunnable(() -> {
            calls.incrementAndGet();
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            awaited(all);
            running.decrementAndGet();
          })).map(List::of).defaultIfEmpty(List.of());
        })
        .sequential()
        .collectList()
        .block(Duration.ofSeconds(30));

    assertThat(answers).hasSize(10).containsOnly(List.of());
    assertThat(most).hasValue(1);
    assertThat(calls).hasValue(1);
  }

  /// Seed test 25.
  @Test
  void load_failed_leavesNothing() {
    assertThatThrownBy(() -> told(caches.getOrFetch(NUMBERS.key("ann"), TTL,
        () -> Mono.error(new IllegalStateException("away"))))).hasMessage("away");

    assertThat(numbers().loading()).isZero();
    assertThat(numbers().entries()).isZero();
    assertThat(caches.places()).isZero();
  }

  private List<Rig.Hearing<Integer>> callers() {
    var hearings = IntStream.range(0, CALLERS)
        .mapToObj(_ -> ask(caches.getOrFetch(NUMBERS.key("ann"), TTL, source)))
        .toList();
    assertThat(hearings).noneMatch(Rig.Hearing::isOver);
    return hearings;
  }

  private FamilyStatistics numbers() {
    return caches.statistics(NUMBERS);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
