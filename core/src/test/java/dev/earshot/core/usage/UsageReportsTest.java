package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.LedgerRead.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// What goes to the counter, and when. Chance gives the least there is: a stream's tick is the first beat
/// after it was opened, and then each minute.
class UsageReportsTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final AccountId BOB = new AccountId("bob");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final VirtualTimeScheduler time = VirtualTimeScheduler.set(VirtualTimeScheduler.create());
  private final InstantSource clock = () -> START.plusMillis(time.now(TimeUnit.MILLISECONDS));
  private final MapJournal journal = new MapJournal();
  private final List<String> faults = new ArrayList<>();
  private final MoodyCounter moody = new MoodyCounter(
      new InProcessCounter(new InProcessSignals(), clock));
  private final ListeningCounter counter = new ListeningCounter(moody);
  private final UsageRecorder recorder = new UsageRecorder(
      new UsagePlaces(journal, counter, new Till(), Duration.ofSeconds(1),
          (what, _) -> faults.add(what), clock),
      Duration.ofMinutes(1), () -> 0);

  @AfterEach
  void realTime() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void open_betweenBeats_hasItsTickEachMinuteFromTheNextOne() {
    recorder.start(time);
    seconds(7);
    var ticks = new ArrayList<Long>();
    opened(1, ANN).ticks().subscribe(_ -> ticks.add(time.now(TimeUnit.SECONDS)));

    seconds(120);

    assertThat(ticks).containsExactly(8L, 68L);
  }

  @Test
  void beat_noStreams_asksNobody() {
    recorder.start(time);

    seconds(120);

    assertThat(counter.reports()).isEmpty();
  }

  @Test
  void beat_streamThatUsesNothing_isToldOfEachHalfMinute() {
    var line = opened(1, ANN);
    recorder.start(time);
    seconds(3);
    var before = counter.reportsOf(line);

    seconds(60);

    assertThat(counter.reportsOf(line) - before).isEqualTo(2);
  }

  @Test
  void beat_streamThatUsesSomething_isToldOfEachSecond() {
    var line = opened(1, ANN);
    recorder.start(time);

    for (var i = 0; i < 20; i++) {
      bill(line, 1_000);
      seconds(1);
    }

    assertThat(counter.reportsOf(line)).isEqualTo(20);
  }

  /// What is reserved has to be kept up.
  @Test
  void beat_streamThatReserves_isToldOfEachSecond() {
    var line = opened(1, ANN);
    line.want(new Want(60_000, 5_000));
    recorder.start(time);

    seconds(20);

    assertThat(counter.reportsOf(line)).isEqualTo(20);
  }

  @Test
  void changed_anAccount_looksAtItsStreamsWithTheNextBeat() {
    var anns = opened(1, ANN);
    var bobs = opened(2, BOB);
    recorder.start(time);
    seconds(3);
    var ofAnn = counter.reportsOf(anns);
    var ofBob = counter.reportsOf(bobs);

    recorder.changed(new CreditChange.Changed(ANN, new Signal.Raised("a")));
    seconds(1);

    assertThat(counter.reportsOf(anns)).isEqualTo(ofAnn + 1);
    assertThat(counter.reportsOf(bobs)).isEqualTo(ofBob);
  }

  @Test
  void changed_somethingWasMissed_looksAtAllStreams() {
    var anns = opened(1, ANN);
    var bobs = opened(2, BOB);
    recorder.start(time);
    seconds(3);
    var before = counter.reportsOf(anns) + counter.reportsOf(bobs);

    recorder.changed(new CreditChange.Missed());
    seconds(1);

    assertThat(counter.reportsOf(anns) + counter.reportsOf(bobs)).isEqualTo(before + 2);
  }

  @Test
  void close_stream_isToldAsOverAndReservesNothing() {
    var line = opened(1, ANN);
    line.want(new Want(60_000, 5_000));

    recorder.close(line).block();

    assertThat(counter.reports().getLast().counts()).singleElement()
        .matches(count -> count.over() && count.want() == null);
  }

  @Test
  void read_untilTheCounterAnswers_isToldAgain() {
    var read = read(ANN, 500);
    recorder.read(read);
    recorder.start(time);
    moody.mood(_ -> Mono.error(new IllegalStateException("away")));
    seconds(2);
    moody.mood(answer -> answer);
    seconds(5);

    assertThat(counter.reports()).extracting(ListeningCounter.Report::reads)
        .containsExactly(List.of(read), List.of(read), List.of(read));
    assertThat(faults).containsExactly("report to the counter", "report to the counter");
  }

  /// The ledger only grows: what says less was read before.
  @Test
  void read_severalOfAnAccount_tellsTheMost() {
    recorder.read(read(ANN, 500));
    recorder.read(read(ANN, 700));
    recorder.read(read(ANN, 600));
    recorder.read(read(BOB, 100));
    recorder.start(time);

    seconds(1);

    assertThat(counter.reports().getFirst().reads())
        .containsExactlyInAnyOrder(read(ANN, 700), read(BOB, 100));
  }

  @Test
  void read_asMuchAgain_tellsTheLaterMark() {
    recorder.read(read(ANN, 500));
    var later = new LedgerRead(ANN, NOVEMBER, 500, new Mark(1, 7));
    recorder.read(later);
    recorder.start(time);

    seconds(1);

    assertThat(counter.reports().getFirst().reads()).containsExactly(later);
  }

  @Test
  void read_moreAccountsThanAreKept_keepsTheFirst() {
    for (var i = 0; i < 10_001; i++) {
      recorder.read(read(new AccountId("a" + i), i));
    }
    recorder.start(time);

    seconds(1);

    assertThat(counter.reports().getFirst().reads()).hasSize(10_000);
  }

  @Test
  void countedAt_counterAway_staysWhereItAnswered() {
    var line = opened(1, ANN);
    recorder.start(time);
    bill(line, 100);
    seconds(1);
    moody.mood(_ -> Mono.error(new IllegalStateException("away")));
    bill(line, 100);
    seconds(9);

    assertThat(recorder.countedAt()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void reportsLate_counterAwayAtAStreamsEnd_untilItIsBack() {
    var line = opened(1, ANN);
    recorder.start(time);
    moody.mood(_ -> Mono.error(new IllegalStateException("away")));
    recorder.close(line).block();
    assertThat(recorder.reportsLate()).isOne();

    moody.mood(answer -> answer);
    seconds(1);

    assertThat(recorder.reportsLate()).isZero();
  }

  @Test
  void journaledAt_diskFull_staysWhereItWrote() {
    var line = opened(1, ANN);
    recorder.start(time);
    bill(line, 100);
    seconds(1);
    journal.mood(_ -> Mono.error(new IllegalStateException("disk full")));
    bill(line, 100);
    seconds(9);

    assertThat(recorder.journaledAt()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void openStreams_openedAndClosed_areCounted() {
    var line = opened(1, ANN);
    opened(2, ANN);
    assertThat(recorder.openStreams()).isEqualTo(2);

    recorder.close(line).block();

    assertThat(recorder.openStreams()).isOne();
    assertThat(recorder.isOpen(line.meter().stream())).isFalse();
    assertThat(recorder.isOpen(new StreamId(new UUID(0, 2)))).isTrue();
  }

  private UsageLine opened(long stream, AccountId account) {
    return recorder.open(
        new UsageMeter(new StreamId(new UUID(0, stream)), account, AudioFormat.pcm16(8_000)));
  }

  private void seconds(long count) {
    time.advanceTimeBy(Duration.ofSeconds(count));
  }

  private static void bill(UsageLine line, long millis) {
    line.meter().bill(new Window(0, millis * 8, new short[0]));
  }

  private static LedgerRead read(AccountId account, long usedMs) {
    return new LedgerRead(account, NOVEMBER, usedMs, Mark.NONE);
  }
}
