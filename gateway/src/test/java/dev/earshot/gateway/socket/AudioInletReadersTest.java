package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

/// Who reads from an inlet: one after the other, to the end, from any thread.
@Timeout(30)
class AudioInletReadersTest {
  private static final int CAPACITY = 4;
  private static final Map<Long, Sound> SOUNDS = new ConcurrentHashMap<>();

  private int reads;
  private final AudioInlet inlet = new AudioInlet(Runnable::run, () -> reads++, CAPACITY);
  private final InletReader reader = new InletReader();

  @Test
  void subscribe_oneAfterTheOther_losesNothing() {
    var seen = new ArrayList<Sound>();
    for (var i = 0; i < CAPACITY; i++) {
      inlet.offer(sound(i));
    }

    inlet.take(1).doOnNext(seen::add).blockLast();
    inlet.take(2).doOnNext(seen::add).blockLast();
    inlet.complete();
    inlet.doOnNext(seen::add).blockLast();

    assertThat(seen).containsExactly(sound(0), sound(1), sound(2), sound(3));
  }

  @Test
  void subscribe_withinTheRoundOfAnother_goesOnWhereItStopped() {
    var seen = new ArrayList<Sound>();
    inlet.takeWhile(sound -> !sound.equals(sound(2)))
        .repeat()
        .take(5)
        .subscribe(seen::add);

    for (var i = 0; i < 6; i++) {
      inlet.offer(sound(i));
    }

    assertThat(seen).containsExactly(sound(0), sound(1), sound(3), sound(4), sound(5));
  }

  @Test
  void subscribe_besideAnother_isRefused() {
    inlet.subscribe(reader);

    StepVerifier.create(inlet)
        .verifyErrorMessage("readers: 2 (expected: one at a time)");
  }

  @Test
  void subscribe_besideAnother_leavesTheFirstAlone() {
    inlet.subscribe(reader);
    reader.request(1);
    inlet.subscribe(new InletReader());

    inlet.offer(sound(0));

    assertThat(reader.seen).containsExactly(sound(0));
  }

  @Test
  void complete_soundStillWaits_comesBehindIt() {
    inlet.offer(sound(0));
    inlet.complete();

    StepVerifier.create(inlet, 0)
        .thenRequest(1)
        .expectNext(sound(0))
        .verifyComplete();
  }

  @Test
  void complete_nothingWaits_comesWithoutDemand() {
    inlet.subscribe(reader);

    inlet.complete();

    assertThat(reader.end).isEqualTo("complete");
  }

  @Test
  void fail_soundStillWaits_comesAtOnce() {
    inlet.subscribe(reader);
    inlet.offer(sound(0));

    inlet.fail(new IllegalStateException("broken"));

    assertThat(reader.end).isEqualTo("broken");
  }

  @Test
  void fail_betweenTwoSubscribers_isToldTheNext() {
    inlet.fail(new IllegalStateException("broken"));

    inlet.subscribe(reader);

    assertThat(reader.end).isEqualTo("broken");
  }

  @Test
  void cancel_afterwards_keepsWhatComes() {
    inlet.subscribe(reader);
    reader.request(1);
    reader.cancel();
    inlet.offer(sound(0));

    StepVerifier.create(inlet.take(1)).expectNext(sound(0)).verifyComplete();
  }

  @Test
  void request_fromAnotherThread_givesEverythingOnTheLoop() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    var done = new CountDownLatch(1);
    try (var loop = Executors.newSingleThreadExecutor();
        var other = Executors.newSingleThreadExecutor()) {
      var away = new AudioInlet(loop, () -> {}, 1_000);
      away.subscribe(new BaseSubscriber<>() {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {
          other.execute(() -> request(1));
        }

        @Override
        protected void hookOnNext(Sound sound) {
          threads.add(Thread.currentThread());
          other.execute(() -> request(1));
        }

        @Override
        protected void hookOnComplete() {
          done.countDown();
        }
      });
      loop.execute(() -> {
        for (var i = 0; i < 1_000; i++) {
          away.offer(sound(i));
        }
        away.complete();
      });
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(threads).hasSize(1_000).containsOnly(threads.getFirst());
  }

  @Test
  void cancel_fromAnotherThread_letsTheNextOneIn() throws InterruptedException {
    try (var loop = Executors.newSingleThreadExecutor()) {
      var away = new AudioInlet(loop, () -> {}, CAPACITY);
      away.subscribe(reader);
      reader.cancel();

      var next = away.next().toFuture();
      loop.execute(() -> away.offer(sound(7)));

      assertThat(next).succeedsWithin(java.time.Duration.ofSeconds(10)).isEqualTo(sound(7));
    }
  }

  private static Sound sound(long n) {
    return SOUNDS.computeIfAbsent(n, key -> new Window(key, key + 1, new short[0]));
  }
}
