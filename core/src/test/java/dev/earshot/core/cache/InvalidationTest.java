package dev.earshot.core.cache;

import static dev.earshot.core.cache.Rig.NUMBERS;
import static dev.earshot.core.cache.Rig.SHARED;
import static dev.earshot.core.cache.Rig.TEXTS;
import static dev.earshot.core.cache.Rig.TTL;
import static dev.earshot.core.cache.Rig.ask;
import static dev.earshot.core.cache.Rig.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.invalidation.InProcessBus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What holds no longer is told by nobody: neither here, nor on another instance, nor by the second level.
class InvalidationTest {
  private final Rig rig = new Rig();
  private final InProcessBus bus = new InProcessBus();
  private final InProcessBus otherBus = bus.beside();
  private final SecondLevel second = rig.second();
  private final CacheManager here = rig.open(second, bus);
  private final CacheManager there = rig.open(second, otherBus);
  private final Source<Integer> source = new Source<>();

  /// Seed test 4.
  @Test
  void invalidate_aKey_isLoadedAnew() {
    keep(here, "ann", 7);
    keep(here, "bob", 7);
    told(here.invalidate(NUMBERS.key("ann")));

    assertThat(kept(here, "ann")).isNull();
    assertThat(kept(here, "bob")).isEqualTo(7);
  }

  /// Seed test 46.
  @Test
  void invalidate_onOneInstance_clearsTheOthersCopies() {
    keep(there, "ann", 7);
    keep(there, "bob", 7);
    told(here.invalidate(NUMBERS.key("ann")));

    assertThat(kept(there, "ann")).isNull();
    assertThat(kept(there, "bob")).isEqualTo(7);
  }

  @Test
  void invalidate_notSubscribed_changesNothing() {
    keep(here, "ann", 7);
    var _ = here.invalidate(NUMBERS.key("ann"));

    assertThat(kept(here, "ann")).isEqualTo(7);
  }

  @Test
  void invalidate_duringALoad_itsResultGoesToWhoWaitedAndIsNotKept() {
    var waits = ask(here.getOrFetch(NUMBERS.key("ann"), TTL, source));
    told(here.invalidate(NUMBERS.key("ann")));
    var after = ask(here.getOrFetch(NUMBERS.key("ann"), TTL, source));
    source.say(7);
    assertThat(waits.value()).isEqualTo(7);
    assertThat(after.isOver()).isFalse();
    source.say(8);

    assertThat(after.value()).isEqualTo(8);
    assertThat(kept(here, "ann")).isEqualTo(8);
  }

  @Test
  void invalidate_duringARenewal_itsResultIsNotKept() {
    keep(here, "ann", 7);
    rig.passMillis(24_000);
    assertThat(told(here.getOrFetch(NUMBERS.key("ann"), TTL, source))).isEqualTo(7);
    told(there.invalidate(NUMBERS.key("ann")));
    source.say(7);

    assertThat(kept(here, "ann")).isNull();
  }

  @Test
  void invalidateAll_aPrefix_dropsWhatBeginsSoOnAllInstances() {
    for (var caches : List.of(here, there)) {
      keep(caches, "ann:0", 7);
      keep(caches, "ann:1", 7);
      keep(caches, "anna", 7);
      told(caches.getOrFetch(TEXTS.key("ann:0"), TTL, () -> Mono.just("text")));
    }
    told(here.invalidateAll(NUMBERS, "ann:"));

    for (var caches : List.of(here, there)) {
      assertThat(kept(caches, "ann:0")).isNull();
      assertThat(kept(caches, "ann:1")).isNull();
      assertThat(kept(caches, "anna")).isEqualTo(7);
      assertThat(told(caches.getOrFetch(TEXTS.key("ann:0"), TTL, Mono::empty))).isEqualTo("text");
    }
  }

  @Test
  void invalidateAll_familyWithASecondLevel_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> here.invalidateAll(SHARED, ""))
        .withMessageContaining("name the keys");
  }

  @Test
  void dropOlderThan_aMoment_dropsWhatBeganToBeLoadedBefore() {
    keep(here, "ann", 7);
    var early = ask(here.getOrFetch(NUMBERS.key("bob"), TTL, source));
    rig.passMillis(1);
    keep(here, "eve", 7);
    here.dropOlderThan(rig.now());
    source.say(7);

    assertThat(early.value()).isEqualTo(7);
    assertThat(kept(here, "ann")).isNull();
    assertThat(kept(here, "bob")).isNull();
    assertThat(kept(here, "eve")).isEqualTo(7);
  }

  @Test
  void bus_gap_dropsWhatIsOlder() {
    keep(here, "ann", 7);
    bus.stop();
    told(there.invalidate(NUMBERS.key("ann")));
    assertThat(kept(here, "ann")).isEqualTo(7);
    rig.passMillis(1);
    bus.start();

    assertThat(kept(here, "ann")).isNull();
  }

  @Test
  void close_afterwards_hearsNothing() {
    keep(here, "ann", 7);
    here.close();
    told(there.invalidate(NUMBERS.key("ann")));

    assertThat(kept(here, "ann")).isEqualTo(7);
  }

  @Test
  void invalidate_secondLevelFirstThenHereThenTheBus_soThatNobodyReadsItBack() {
    var order = new ArrayList<String>();
    var key = SHARED.key("ann");
    var watched = new AwkwardLevel(second);
    var caches = rig.open(watched, otherBus);
    told(caches.getOrFetch(key, TTL, () -> Mono.just("old")));
    watched.onDelete(() -> order.add("second level, kept here: " + isKept(caches, key)));
    bus.register("shared:ann", _ -> order.add("bus, kept here: " + isKept(caches, key)));
    told(caches.invalidate(key));

    assertThat(order).containsExactly("second level, kept here: true", "bus, kept here: false");
    assertThat(told(caches.getOrFetch(key, TTL, () -> Mono.just("new")))).isEqualTo("new");
  }

  @Test
  void invalidate_secondLevelIsAway_dropsTheRestAndFails() {
    var awkward = new AwkwardLevel(second);
    var caches = rig.open(awkward, otherBus);
    keep(caches, "ann", 7);
    told(caches.getOrFetch(SHARED.key("ann"), TTL, () -> Mono.just("old")));
    keep(here, "ann", 7);
    awkward.fail();

    assertThatThrownBy(() -> told(caches.invalidate(SHARED.key("ann"), NUMBERS.key("ann"))))
        .hasMessage("away");
    assertThat(isKept(caches, SHARED.key("ann"))).isFalse();
    assertThat(kept(caches, "ann")).isNull();
    assertThat(kept(here, "ann")).isNull();
  }

  private static void keep(CacheManager caches, String id, int value) {
    told(caches.getOrFetch(NUMBERS.key(id), TTL, () -> Mono.just(value)));
  }

  /// What is kept; null where nothing is, of which nothing is remembered.
  private static @Nullable Integer kept(CacheManager caches, String id) {
    return told(caches.getOrFetch(NUMBERS.key(id), TTL,
        () -> Mono.error(new IllegalStateException("asked"))).onErrorComplete());
  }

  private static boolean isKept(CacheManager caches, CacheKey<String> key) {
    return caches.statistics(key.family()).entries() > 0;
  }
}
