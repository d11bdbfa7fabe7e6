package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class UsageRecorderTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.set(VirtualTimeScheduler.create());
  private final Instant start = Instant.parse("2026-11-30T23:59:55Z");
  private final MapJournal journal = new MapJournal();
  private final Till till = new Till();
  private final List<String> faults = new ArrayList<>();
  private final InstantSource clock = () -> start.plusMillis(time.now(TimeUnit.MILLISECONDS));
  private final UsageCounter counter = new InProcessCounter(new InProcessSignals(), clock);
  private final UsageRecorder recorder = new UsageRecorder(
      new UsagePlaces(journal, counter, till, Duration.ofSeconds(1), (what, _) -> faults.add(what),
          clock),
      Duration.ofMinutes(1), new Random(1));

  @AfterEach
  void realTime() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void start_eachSecond_writesTheStreamsThatUsedSomething() {
    var one = opened(1);
    var other = opened(2);
    recorder.start(time);
    bill(one, 100);
    bill(other, 200);
    second();
    second();
    bill(other, 50);
    second();

    assertThat(journal.batches()).hasSize(2);
    assertThat(journal.batches().getFirst())
        .containsExactlyInAnyOrder(reading(1, NOVEMBER, 100, 0), reading(2, NOVEMBER, 200, 0));
    assertThat(journal.batches().getLast()).containsExactly(reading(2, NOVEMBER, 250, 0));
  }

  @Test
  void start_disposed_writesNoMore() {
    var line = opened(1);
    recorder.start(time).dispose();
    bill(line, 100);
    second();

    assertThat(journal.batches()).isEmpty();
  }

  @Test
  void start_monthEndsWithDebt_keepsBothMonths() {
    var line = opened(1);
    recorder.start(time);
    bill(line, 100);
    second();
    time.advanceTimeBy(Duration.ofSeconds(5));
    bill(line, 100);
    second();
    bill(line, 100);
    second();

    assertThat(journal.rows()).containsExactlyInAnyOrder(reading(1, NOVEMBER, 100, 0),
        new Reading(new StreamId(new UUID(0, 1)), ANN, DECEMBER, 100, 300, 100, 100));
  }

  @Test
  void start_journalFails_writesItWithTheNextBatch() {
    var line = opened(1);
    recorder.start(time);
    journal.mood(_ -> Mono.error(new IllegalStateException("disk full")));
    bill(line, 100);
    second();
    second();
    assertThat(faults).containsExactly("write the journal", "write the journal");

    journal.mood(write -> write);
    second();

    assertThat(journal.rows()).containsExactly(reading(1, NOVEMBER, 100, 0));
  }

  @Test
  void start_journalThrows_goesOn() {
    var line = opened(1);
    recorder.start(time);
    journal.mood(_ -> {
      throw new IllegalStateException("closed");
    });
    bill(line, 100);
    second();
    journal.mood(write -> write);
    second();

    assertThat(journal.rows()).containsExactly(reading(1, NOVEMBER, 100, 0));
  }

  @Test
  void start_slowJournal_writesTheLatestNext() {
    var line = opened(1);
    recorder.start(time);
    journal.mood(write -> Mono.delay(Duration.ofMillis(3_500), time).then(write));
    for (var i = 0; i < 30; i++) {
      bill(line, 1_000);
      second();
    }
    time.advanceTimeBy(Duration.ofSeconds(20));

    assertThat(journal.rows().getLast().usedMs()).isEqualTo(30_000);
    assertThat(faults).isEmpty();
  }

  @Test
  void start_journalHangs_isGivenUpAndTriedAgain() {
    var line = opened(1);
    recorder.start(time);
    journal.mood(_ -> Mono.never());
    bill(line, 100);
    time.advanceTimeBy(Duration.ofSeconds(4));
    journal.mood(write -> write);
    time.advanceTimeBy(Duration.ofSeconds(4));

    assertThat(faults).containsExactly("write the journal");
    assertThat(journal.rows()).contains(reading(1, NOVEMBER, 100, 0));
  }

  @Test
  void close_settledStream_forgetsIt() {
    var line = opened(1);
    recorder.start(time);
    bill(line, 100);
    second();
    line.meter().settled(100);

    StepVerifier.create(recorder.close(line)).verifyComplete();
    bill(line, 100);
    second();

    assertThat(journal.rows()).isEmpty();
    assertThat(journal.batches()).hasSize(1);
  }

  @Test
  void close_unsettledStream_keepsIt() {
    var line = opened(1);
    bill(line, 100);
    line.meter().settled(40);

    StepVerifier.create(recorder.close(line)).verifyComplete();

    assertThat(journal.rows()).containsExactly(reading(1, NOVEMBER, 100, 40));
  }

  @Test
  void close_notSubscribed_goesOnRecording() {
    var line = opened(1);
    recorder.start(time);
    var close = recorder.close(line);
    bill(line, 100);
    second();

    assertThat(journal.rows()).hasSize(1);
    StepVerifier.create(close).verifyComplete();
  }

  @Test
  void close_journalFails_completes() {
    journal.mood(_ -> Mono.error(new IllegalStateException("disk full")));

    StepVerifier.create(recorder.close(opened(1))).verifyComplete();

    assertThat(faults).containsExactly("close the journal of a stream");
  }

  @Test
  void close_journalHangs_completesAfterTheDeadline() {
    journal.mood(_ -> Mono.never());

    StepVerifier.withVirtualTime(() -> recorder.close(opened(1)), () -> time, 1)
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(4_999))
        .thenAwait(Duration.ofMillis(1))
        .verifyComplete();
  }

  @Test
  void close_whileItsBatchIsWritten_keepsNoMark() {
    var line = opened(1);
    recorder.start(time);
    journal.mood(write -> Mono.delay(Duration.ofMillis(500), time).then(write));
    bill(line, 100);
    second();
    recorder.close(line).subscribe();
    second();
    recorder.open(line.meter());
    second();
    time.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(journal.batches()).hasSize(3);
  }

  private UsageLine opened(long stream) {
    return recorder.open(
        new UsageMeter(new StreamId(new UUID(0, stream)), ANN, AudioFormat.pcm16(8_000)));
  }

  private void second() {
    time.advanceTimeBy(Duration.ofSeconds(1));
  }

  private static void bill(UsageLine line, long millis) {
    line.meter().bill(new Window(0, millis * 8, new short[0]));
  }

  private static Reading reading(long stream, YearMonth month, long used, long settled) {
    return new Reading(new StreamId(new UUID(0, stream)), ANN, month, used, settled);
  }
}
