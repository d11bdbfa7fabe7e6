package dev.earshot.core.cache;

import static dev.earshot.core.cache.Rig.NUMBERS;
import static dev.earshot.core.cache.Rig.TEXTS;
import static dev.earshot.core.cache.Rig.TTL;
import static dev.earshot.core.cache.Rig.ask;
import static dev.earshot.core.cache.Rig.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.invalidation.InProcessBus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class CacheManagerTest {
  private static final CacheKey<Integer> KEY = NUMBERS.key("ann");

  private final Rig rig = new Rig();
  private final CacheManager caches = rig.alone();
  private final AtomicInteger calls = new AtomicInteger();

  /// Seed test 1.
  @Test
  void getOrFetch_againWithinItsTime_asksNobody() {
    assertThat(number(7)).isEqualTo(7);
    rig.pass(TTL.multipliedBy(7).dividedBy(10));

    assertThat(number(8)).isEqualTo(7);
    assertThat(calls).hasValue(1);
  }

  /// Seed test 2: zero is a value, as false and what is empty are.
  @Test
  void getOrFetch_zeroFalseAndEmpty_areKept() {
    var truths = CacheFamily.of("truths", Boolean.class, _ -> HeapSize.BOXED);
    for (var round = 0; round < 2; round++) {
      assertThat(number(0)).isZero();
      assertThat(told(caches.getOrFetch(truths.key("ann"), TTL, counted(Mono.just(false)))))
          .isFalse();
      assertThat(told(caches.getOrFetch(TEXTS.key("ann"), TTL, counted(Mono.just(""))))).isEmpty();
    }

    assertThat(calls).hasValue(3);
  }

  /// Seed test 3.
  @Test
  void getOrFetch_afterItsTime_asksAgain() {
    assertThat(number(7)).isEqualTo(7);
    rig.pass(TTL);

    assertThat(number(8)).isEqualTo(8);
    assertThat(calls).hasValue(2);
  }

  @Test
  void getOrFetch_noValue_isRememberedForFiveSeconds() {
    assertThat(told(caches.getOrFetch(KEY, TTL, counted(Mono.empty())))).isNull();
    rig.passMillis(4_999);
    assertThat(number(7)).isNull();
    rig.passMillis(1);

    assertThat(number(7)).isEqualTo(7);
    assertThat(calls).hasValue(2);
  }

  @Test
  void getOrFetch_failure_isToldAndNotKept() {
    assertThatThrownBy(() -> told(caches.getOrFetch(KEY, TTL,
        counted(Mono.error(new IllegalStateException("away")))))).hasMessage("away");

    assertThat(number(7)).isEqualTo(7);
    assertThat(statistics().failures()).isEqualTo(1);
  }

  @Test
  void getOrFetch_loaderThrows_isAFailure() {
    assertThatThrownBy(() -> told(caches.getOrFetch(KEY, TTL, () -> {
      throw new IllegalStateException("mistake");
    }))).hasMessage("mistake");
    assertThat(number(7)).isEqualTo(7);
  }

  @Test
  void getOrFetch_retryAtOnceAfterAFailure_isALoadOfItsOwn() {
    Mono<Integer> second = Mono.just(7);
    var answer = caches.getOrFetch(KEY, TTL, () -> calls.incrementAndGet() == 1
        ? Mono.error(new IllegalStateException("away"))
        : second).retry(1);

    assertThat(told(answer)).isEqualTo(7);
  }

  @Test
  void getOrFetch_notSubscribed_asksNobody() {
    var answer = caches.getOrFetch(KEY, TTL, counted(Mono.just(7)));
    assertThat(calls).hasValue(0);

    assertThat(told(answer)).isEqualTo(7);
    assertThat(told(answer)).isEqualTo(7);
    assertThat(calls).hasValue(1);
  }

  @Test
  void getOrFetch_loaderIsSilent_failsAtTheDeadline() {
    var source = new Source<Integer>();
    var hearing = ask(caches.getOrFetch(KEY, TTL, source));
    rig.pass(Rig.DEADLINE);

    assertThat(hearing.failure()).isInstanceOf(TimeoutException.class)
        .hasMessageContaining("numbers")
        .hasMessageNotContaining("ann");
    assertThat(source.cancelled()).isEqualTo(1);
    assertThat(number(7)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, -1})
  void getOrFetch_timesToLive_differByATenth(long drawn) {
    RandomGenerator random = () -> drawn;
    var factor = 0.9 + 0.2 * random.nextDouble();
    var spread = rig.open(1_000_000, rig.second(), new InProcessBus(),
        random);
    told(spread.getOrFetch(KEY, TTL, counted(Mono.just(7))));
    rig.pass(Duration.ofNanos((long) (0.8 * factor * TTL.toNanos()) - 1_000));
    assertThat(told(spread.getOrFetch(KEY, TTL, counted(Mono.just(8))))).isEqualTo(7);
    assertThat(calls).hasValue(1);
    rig.pass(Duration.ofNanos((long) (0.2 * factor * TTL.toNanos()) + 2_000));

    assertThat(told(spread.getOrFetch(KEY, TTL, counted(Mono.just(8))))).isEqualTo(8);
  }

  @Test
  void getOrFetch_largerThanHalfTheBound_isGivenAndNotKept() {
    var small = rig.alone(100_000);
    told(small.getOrFetch(KEY, TTL, counted(Mono.just(7))));
    var large = "x".repeat(50_000);
    for (var round = 0; round < 2; round++) {
      assertThat(told(small.getOrFetch(TEXTS.key("large"), TTL, counted(Mono.just(large)))))
          .isEqualTo(large);
    }
    assertThat(told(small.getOrFetch(KEY, TTL, counted(Mono.just(8))))).isEqualTo(7);

    assertThat(calls).hasValue(3);
    assertThat(small.statistics(TEXTS).refused()).isEqualTo(2);
    assertThat(small.statistics(TEXTS).entries()).isZero();
    assertThat(small.statistics(TEXTS).evictions()).isZero();
  }

  @Test
  void getOrFetch_moreThanFits_staysWithinTheBound() {
    var small = rig.alone(100_000);
    for (var i = 0; i < 1_000; i++) {
      told(small.getOrFetch(TEXTS.key("text" + i), TTL, () -> Mono.just("x".repeat(1_000))));
    }
    var texts = small.statistics(TEXTS);

    assertThat(texts.bytes()).isBetween(50_000L, small.mostBytes());
    assertThat(texts.entries()).isEqualTo(1_000 - texts.evictions());
  }

  @Test
  void getOrFetch_twoFamiliesOfOneName_isRefused() {
    number(7);
    var other = CacheFamily.of("numbers", String.class, HeapSize::of);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> caches.getOrFetch(other.key("ann"), TTL, Mono::empty))
        .withMessageContaining("numbers twice");
  }

  @Test
  void values_outOfTheirRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> caches.getOrFetch(KEY, Duration.ZERO, Mono::empty));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheFamily.of("a:b", String.class, HeapSize::of));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NUMBERS.staleUpTo(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> NUMBERS.key("x".repeat(505)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SharedForm<>(String::getBytes, String::new, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> rig.alone(1_000));
  }

  @Test
  void statistics_whatHappened_isCounted() {
    number(7);
    number(7);
    told(caches.getOrFetch(NUMBERS.key("bob"), TTL, Mono::empty));

    var numbers = statistics();
    assertThat(List.of(numbers.hits(), numbers.misses(), numbers.loads(), numbers.failures(),
        numbers.entries(), numbers.loading())).containsExactly(1L, 2L, 2L, 0L, 2L, 0L);
    assertThat(numbers.bytes()).isBetween(500L, 1_000L);
  }

  @Test
  void name_ofAKey_isTheSeedsName() {
    assertThat(KEY.name()).isEqualTo("numbers:ann");
    assertThat(NUMBERS.key("").name()).isEqualTo("numbers");
  }

  private @Nullable Integer number(int loaded) {
    return told(caches.getOrFetch(KEY, TTL, counted(Mono.just(loaded))));
  }

  private FamilyStatistics statistics() {
    return caches.statistics(NUMBERS);
  }

  private <T> Supplier<Mono<T>> counted(Mono<T> answer) {
    return () -> answer.doOnSubscribe(_ -> calls.incrementAndGet());
  }
}
