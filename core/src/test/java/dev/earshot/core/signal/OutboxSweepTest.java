package dev.earshot.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.OutboxSweep.News;
import dev.earshot.core.signal.OutboxSweep.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// In virtual time: what is left behind is announced by itself, whenever that can be done.
class OutboxSweepTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final AccountId BOB = new AccountId("bob");

  private final MapOutbox outbox = new MapOutbox();
  private final BreakableSignals signals = new BreakableSignals();
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final InstantSource clock = () -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
  private final Heard news = new Heard();
  private final OutboxSweep sweep = new OutboxSweep(outbox, signals, Times.DEFAULT, news, clock,
      new Random(1));
  private Disposable running = Disposables.disposed();

  private static final class Heard implements News {
    private final List<String> raised = new ArrayList<>();
    private int waiting = -1;
    private @Nullable Instant oldest;
    private int failures;

    @Override
    public void waiting(int count, @Nullable Instant since) {
      waiting = count;
      oldest = since;
    }

    @Override
    public void failed(Throwable why) {
      failures++;
    }

    @Override
    public Mono<Void> raised(SignalIntent intent) {
      return Mono.fromRunnable(() -> raised.add(intent.id()));
    }
  }

  @AfterEach
  void stop() {
    running.dispose();
  }

  @Test
  void start_leftByAProcessThatIsGone_isAnnouncedWhenItsLeaseIsOver() {
    put("left", ANN);
    running = sweep.start(time);

    time.advanceTimeBy(Duration.ofSeconds(19));
    assertThat(signals.tried()).as("whoever makes the change may still be at it").isEmpty();
    assertThat(news.waiting).isOne();
    time.advanceTimeBy(Duration.ofSeconds(21));

    assertThat(signals.tried()).containsExactly(ANN);
    assertThat(news.raised).containsExactly("left");
    assertThat(outbox.kept()).isEmpty();
    time.advanceTimeBy(Duration.ofSeconds(20));
    assertThat(news.waiting).isZero();
    assertThat(news.oldest).isNull();
  }

  @Test
  void poke_inAQuietTime_isFollowedWithinASecond() {
    running = sweep.start(time);
    time.advanceTimeBy(Duration.ofSeconds(1));
    outbox.put(new SignalIntent("late", ANN, clock.instant(), clock.instant())).block();

    sweep.poke();
    time.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(signals.tried()).containsExactly(ANN);
  }

  @Test
  void start_signalsAreAway_asksEverLessAndAnnouncesWhenTheyAreBack() {
    signals.breakFor(ANN);
    var since = clock.instant();
    outbox.put(new SignalIntent("late", ANN, since, since)).block();
    running = sweep.start(time);

    time.advanceTimeBy(Duration.ofMinutes(10));
    var tries = signals.tried().size();
    assertThat(tries).as("pauses are 15 s on average").isBetween(20, 80);
    assertThat(news.failures).isEqualTo(tries);
    assertThat(news.oldest).isEqualTo(since);
    signals.mend();
    time.advanceTimeBy(Duration.ofSeconds(30));

    assertThat(signals.read(ANN).block()).isInstanceOf(Signal.Raised.class);
    assertThat(outbox.kept()).isEmpty();
  }

  @Test
  void start_pokedWhileSignalsAreAway_asksNoMoreOften() {
    signals.breakFor(ANN);
    outbox.put(new SignalIntent("late", ANN, clock.instant(), clock.instant())).block();
    running = sweep.start(time);

    for (var n = 0; n < 600; n++) {
      sweep.poke();
      time.advanceTimeBy(Duration.ofSeconds(1));
    }

    assertThat(signals.tried().size()).isLessThan(80);
  }

  @Test
  void sweep_oneCannotBeAnnounced_holdsUpNobody() {
    signals.breakFor(ANN);
    for (var n = 0; n < SignalOutbox.MOST; n++) {
      put("broken-" + n, ANN);
    }
    time.advanceTimeBy(Duration.ofSeconds(1));
    put("fine", BOB);
    time.advanceTimeBy(Duration.ofSeconds(60));

    assertThat(sweep.sweep().block()).isEqualTo(SignalOutbox.MOST);
    assertThat(sweep.sweep().block()).isEqualTo(SignalOutbox.MOST - 1);

    assertThat(signals.tried()).contains(BOB);
    assertThat(outbox.kept()).hasSize(SignalOutbox.MOST)
        .extracting(SignalIntent::account)
        .containsOnly(ANN);
  }

  @Test
  void start_outboxIsAway_looksAgain() {
    put("left", ANN);
    outbox.away(true);
    running = sweep.start(time);
    time.advanceTimeBy(Duration.ofMinutes(2));
    assertThat(news.failures).isPositive();

    outbox.away(false);
    time.advanceTimeBy(Duration.ofSeconds(31));

    assertThat(signals.tried()).containsExactly(ANN);
  }

  private void put(String id, AccountId account) {
    outbox.put(SignalIntent.begin(id, account, clock.instant())).block();
  }
}
