package dev.earshot.core.cache;

import static dev.earshot.core.cache.Rig.NUMBERS;
import static dev.earshot.core.cache.Rig.TTL;
import static dev.earshot.core.cache.Rig.ask;
import static dev.earshot.core.cache.Rig.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What happens when a value's time is nearly over, and when its loader fails.
class RenewalTest {
  private static final CacheFamily<Integer> DURABLE = CacheFamily.of("durable", Integer.class,
      _ -> HeapSize.BOXED).staleUpTo(Duration.ofMinutes(10));

  private final Rig rig = new Rig();
  private final CacheManager caches = rig.alone();
  private final Source<Integer> source = new Source<>();

  @Test
  void renewal_atFourFifths_isOneAndTheOldValueIsServedMeanwhile() {
    keep(NUMBERS, 7);
    rig.passMillis(23_999);
    assertThat(number(NUMBERS)).isEqualTo(7);
    assertThat(source.calls()).isZero();
    rig.passMillis(1);
    for (var i = 0; i < 3; i++) {
      assertThat(number(NUMBERS)).isEqualTo(7);
    }
    assertThat(source.calls()).isEqualTo(1);
    source.say(8);

    assertThat(number(NUMBERS)).isEqualTo(8);
    rig.passMillis(23_999);
    assertThat(number(NUMBERS)).isEqualTo(8);
    assertThat(source.calls()).isEqualTo(1);
    assertThat(caches.statistics(NUMBERS).misses()).isEqualTo(1);
  }

  @Test
  void renewal_fails_theOldValueIsServedAndAskedForASecondLater() {
    keep(NUMBERS, 7);
    rig.passMillis(24_000);
    number(NUMBERS);
    source.fail(new IllegalStateException("away"));
    rig.passMillis(999);
    assertThat(number(NUMBERS)).isEqualTo(7);
    assertThat(source.calls()).isEqualTo(1);
    rig.passMillis(1);
    assertThat(number(NUMBERS)).isEqualTo(7);

    assertThat(source.calls()).isEqualTo(2);
    assertThat(caches.statistics(NUMBERS).stale()).isZero();
  }

  @Test
  void renewal_noValueAnyMore_isRemembered() {
    keep(NUMBERS, 7);
    rig.passMillis(24_000);
    number(NUMBERS);
    source.sayNothing();

    assertThat(number(NUMBERS)).isNull();
    assertThat(source.calls()).isEqualTo(1);
  }

  @Test
  void renewal_tooLargeNow_dropsTheOldValue() {
    var small = rig.alone(10_000);
    var key = Rig.TEXTS.key("ann");
    told(small.getOrFetch(key, TTL, () -> Mono.just("small")));
    rig.passMillis(24_000);
    told(small.getOrFetch(key, TTL, () -> Mono.just("x".repeat(9_000))));

    assertThat(told(small.getOrFetch(key, TTL, () -> Mono.just("next")))).isEqualTo("next");
  }

  @Test
  void stale_loaderFails_isServedUpToItsAgeThenTheFailure() {
    keep(DURABLE, 7);
    rig.pass(TTL.plusSeconds(1));
    var waits = ask(caches.getOrFetch(DURABLE.key("ann"), TTL, source));
    assertThat(waits.isOver()).isFalse();
    source.fail(new IllegalStateException("away"));
    assertThat(waits.value()).isEqualTo(7);

    assertThat(number(DURABLE)).isEqualTo(7); // at once: nobody asks for a second
    assertThat(source.calls()).isEqualTo(1);
    assertThat(caches.statistics(DURABLE).stale()).isEqualTo(2);
    rig.pass(Duration.ofMinutes(10));
    var late = ask(caches.getOrFetch(DURABLE.key("ann"), TTL, source));
    source.fail(new IllegalStateException("still away"));
    assertThat(late.failure()).hasMessage("still away");
  }

  @Test
  void stale_loaderAnswers_isNotServed() {
    keep(DURABLE, 7);
    rig.pass(TTL.plusSeconds(1));
    var one = ask(caches.getOrFetch(DURABLE.key("ann"), TTL, source));
    var other = ask(caches.getOrFetch(DURABLE.key("ann"), TTL, source));
    source.say(8);

    assertThat(one.value()).isEqualTo(8);
    assertThat(other.value()).isEqualTo(8);
    assertThat(source.calls()).isEqualTo(1);
  }

  @Test
  void stale_loaderIsSilent_isServedAtTheDeadline() {
    keep(DURABLE, 7);
    rig.pass(TTL.plusSeconds(1));
    var waits = ask(caches.getOrFetch(DURABLE.key("ann"), TTL, source));
    rig.pass(Rig.DEADLINE);

    assertThat(waits.value()).isEqualTo(7);
  }

  @Test
  void stale_invalidatedWhileTheLoaderFails_isNotServed() {
    keep(DURABLE, 7);
    rig.pass(TTL.plusSeconds(1));
    var waits = ask(caches.getOrFetch(DURABLE.key("ann"), TTL, source));
    told(caches.invalidate(DURABLE.key("ann")));
    source.fail(new IllegalStateException("away"));

    assertThat(waits.failure()).hasMessage("away");
  }

  private void keep(CacheFamily<Integer> family, int value) {
    told(caches.getOrFetch(family.key("ann"), TTL, () -> Mono.just(value)));
  }

  private @Nullable Integer number(CacheFamily<Integer> family) {
    return told(caches.getOrFetch(family.key("ann"), TTL, source));
  }
}
