package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

/// The contract of the hand-over.
@Timeout(30)
class AudioInletTest {
  private static final int CAPACITY = 4;
  private static final Map<Long, Sound> SOUNDS = new ConcurrentHashMap<>();

  private int reads;
  private final AudioInlet inlet = new AudioInlet(Runnable::run, () -> reads++, CAPACITY);
  private final InletReader reader = new InletReader();

  @Test
  void offer_asManyAsMayWait_isTaken() {
    assertThat(List.of(inlet.offer(sound(0)), inlet.offer(sound(1)), inlet.offer(sound(2)),
        inlet.offer(sound(3)))).containsOnly(true);
  }

  @Test
  void offer_beyondTheBound_isRefused() {
    for (var i = 0; i < CAPACITY; i++) {
      inlet.offer(sound(i));
    }

    assertThat(inlet.offer(sound(CAPACITY))).isFalse();
  }

  @Test
  void request_lessThanWaits_givesTheOldestInOrder() {
    inlet.subscribe(reader);
    inlet.offer(sound(0));
    inlet.offer(sound(1));
    inlet.offer(sound(2));

    reader.request(2);

    assertThat(reader.seen).containsExactly(sound(0), sound(1));
  }

  @Test
  void offer_withoutDemand_givesNothing() {
    inlet.subscribe(reader);

    inlet.offer(sound(0));

    assertThat(reader.seen).isEmpty();
  }

  @Test
  void request_withoutEnd_isNeverUsedUp() {
    inlet.subscribe(reader);
    reader.requestUnbounded();

    for (var i = 0; i < 1_000; i++) {
      inlet.offer(sound(i));
    }

    assertThat(reader.seen).hasSize(1_000);
  }

  @Test
  void request_nothingWaits_readsOnce() {
    inlet.subscribe(reader);

    reader.request(1);

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void request_somethingStillWaits_doesNotRead() {
    inlet.subscribe(reader);
    inlet.offer(sound(0));
    inlet.offer(sound(1));

    reader.request(1);

    assertThat(reads).isZero();
  }

  @Test
  void wantsMore_demandAndNothingWaiting_isTrue() {
    inlet.subscribe(reader);
    reader.request(2);

    inlet.offer(sound(0));

    assertThat(inlet.wantsMore()).isTrue();
  }

  @Test
  void wantsMore_demandIsMet_isFalse() {
    inlet.subscribe(reader);
    reader.request(1);

    inlet.offer(sound(0));

    assertThat(inlet.wantsMore()).isFalse();
  }

  @Test
  void wantsMore_nobodySubscribed_isFalse() {
    assertThat(inlet.wantsMore()).isFalse();
  }

  @Test
  void wantsMore_complete_isFalse() {
    inlet.subscribe(reader);
    reader.request(2);

    inlet.complete();

    assertThat(inlet.wantsMore()).isFalse();
  }

  @Test
  void request_oneByOneOverAHundredThousand_doesNotRecurse() {
    var many = new AudioInlet(Runnable::run, () -> {}, 100_000);
    for (var i = 0; i < 100_000; i++) {
      many.offer(sound(i));
    }
    many.complete();

    StepVerifier.create(many.limitRate(1).count()).expectNext(100_000L).verifyComplete();
  }

  @Test
  void request_ofNothing_isIgnored() {
    inlet.subscribe(new BaseSubscriber<>() {
      @Override
      protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(0);
      }
    });

    assertThat(inlet.wantsMore()).isFalse();
  }

  private static Sound sound(long n) {
    return SOUNDS.computeIfAbsent(n, key -> new Window(key, key + 1, new short[0]));
  }
}
