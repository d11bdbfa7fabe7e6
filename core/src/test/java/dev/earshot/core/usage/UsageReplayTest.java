package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// What a kill left in the journal is settled by the next start.
class UsageReplayTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);

  private final MapJournal journal = new MapJournal();
  private final Till till = new Till();
  private final List<String> faults = new ArrayList<>();
  private final UsageCounter counter = new InProcessCounter(new InProcessSignals(),
      InstantSource.system());
  private final UsageReplay replays = replay(journal);

  @Test
  void replay_emptyJournal_settlesNothing() {
    StepVerifier.create(replays.ofJournal()).expectNext(0).verifyComplete();
  }

  @Test
  void replay_streamsLeft_settlesEachOnce() {
    left(reading(1, NOVEMBER, 1_000, 200), reading(2, NOVEMBER, 50, 0));
    var replay = replays.ofJournal();
    assertThat(till.chargedMs()).isZero();

    StepVerifier.create(replay).expectNext(2).verifyComplete();
    assertThat(replays.journalDepth()).isEqualTo(2);
    StepVerifier.create(replay).expectNext(0).verifyComplete();

    assertThat(replays.journalDepth()).isZero();
    assertThat(till.chargedMs()).isEqualTo(850);
    assertThat(journal.rows()).isEmpty();
  }

  /// A stream that is open settles itself.
  @Test
  void replay_openStreams_areLeftAlone() {
    var open = reading(1, NOVEMBER, 1_000, 200);
    left(open, reading(2, NOVEMBER, 50, 0));

    StepVerifier.create(replays.ofJournal(open.stream()::equals)).expectNext(1).verifyComplete();
    assertThat(replays.journalDepth()).isOne();

    assertThat(till.chargedMs()).isEqualTo(50);
    assertThat(journal.rows()).containsExactly(open);
  }

  /// The instance was killed after the ledger had charged and before the journal knew.
  @Test
  void replay_settledUpToAPoint_settlesTheRest() {
    var reading = reading(1, NOVEMBER, 1_000, 0);
    till.settle(new Settle(reading.stream(), ANN, NOVEMBER, 0, 400)).block();
    till.settle(new Settle(reading.stream(), ANN, NOVEMBER, 400, 700)).block();
    left(reading);

    StepVerifier.create(replays.ofJournal()).expectNext(1).verifyComplete();

    assertThat(till.chargedMs()).isEqualTo(1_000);
    assertThat(till.asked().getLast())
        .isEqualTo(new Settle(reading.stream(), ANN, NOVEMBER, 700, 1_000));
  }

  @Test
  void replay_settledFurtherThanTheJournalKnows_chargesNothing() {
    var reading = reading(1, NOVEMBER, 1_000, 0);
    till.settle(new Settle(reading.stream(), ANN, NOVEMBER, 0, 1_900)).block();
    left(reading);

    StepVerifier.create(replays.ofJournal()).expectNext(1).verifyComplete();

    assertThat(till.chargedMs()).isEqualTo(1_900);
    assertThat(till.asked()).hasSize(2);
  }

  @Test
  void replay_streamThatRanOverAMonthsEnd_settlesBothMonths() {
    left(reading(1, NOVEMBER, 1_000, 200), reading(1, DECEMBER, 1_500, 1_000));

    StepVerifier.create(replays.ofJournal()).expectNext(1).verifyComplete();

    assertThat(till.usedMs(ANN, NOVEMBER)).isEqualTo(800);
    assertThat(till.usedMs(ANN, DECEMBER)).isEqualTo(500);
    assertThat(journal.rows()).isEmpty();
  }

  /// The instance was killed between announcing an intent and hearing of it.
  @Test
  void replay_intentThatHadComeThrough_isChargedOnceAndThenTheRest() {
    var reading = new Reading(new StreamId(new UUID(0, 1)), ANN, NOVEMBER, 0, 1_000, 0, 700);
    till.settle(reading.intent()).block();
    left(reading);

    StepVerifier.create(replays.ofJournal()).expectNext(1).verifyComplete();

    assertThat(till.chargedMs()).isEqualTo(1_000);
    assertThat(till.asked()).containsExactly(reading.intent(), reading.intent(),
        new Settle(reading.stream(), ANN, NOVEMBER, 700, 1_000));
  }

  @Test
  void replay_ofOrphans_settlesWhatNobodyReports() {
    var now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    var watched = new InProcessCounter(new InProcessSignals(), now::get);
    var places = new UsagePlaces(journal, watched, till, Duration.ofSeconds(1),
        (what, _) -> faults.add(what), now::get);
    watched.report(List.of(Count.of(reading(1, NOVEMBER, 1_000, 0))), List.of()).block();
    now.set(now.get().plusSeconds(60));
    watched.report(List.of(Count.of(reading(2, NOVEMBER, 500, 0))), List.of()).block();

    var orphans = new UsageReplay(places).ofOrphans(Duration.ofSeconds(60));

    StepVerifier.create(orphans).expectNext(1).verifyComplete();
    StepVerifier.create(orphans).expectNext(0).verifyComplete();
    assertThat(till.chargedMs()).isEqualTo(1_000);
  }

  @Test
  void replay_oneMonthCannotBeSettled_keepsTheStream() {
    left(reading(1, NOVEMBER, 1_000, 200), reading(1, DECEMBER, 1_500, 1_000));
    var calls = new int[1];
    till.ledgerMood(
        answer -> calls[0]++ == 1 ? Mono.error(new IllegalStateException("down")) : answer);

    StepVerifier.create(replays.ofJournal()).expectNext(0).verifyComplete();
    assertThat(journal.rows()).hasSize(2);
    StepVerifier.create(replays.ofJournal()).expectNext(1).verifyComplete();

    assertThat(till.chargedMs()).isEqualTo(1_300);
    assertThat(journal.rows()).isEmpty();
  }

  @Test
  void replay_oneStreamFails_settlesTheOthers() {
    left(reading(1, NOVEMBER, 1_000, 0), reading(2, NOVEMBER, 50, 0));
    var calls = new int[1];
    till.ledgerMood(answer -> {
      if (calls[0]++ == 0) {
        throw new IllegalStateException("thrown");
      }
      return answer;
    });

    StepVerifier.create(replays.ofJournal()).expectNext(1).verifyComplete();

    assertThat(faults).containsExactly("settle a stream of the last run");
    assertThat(journal.rows()).hasSize(1);
  }

  @Test
  void replay_journalFails_settlesNothingAndSaysSo() {
    var broken = replay(new UsageJournal() {
      @Override
      public Mono<Void> record(List<Reading> readings) {
        return Mono.empty();
      }

      @Override
      public Mono<Void> forget(StreamId stream) {
        return Mono.empty();
      }

      @Override
      public Mono<List<Reading>> unsettled() {
        return Mono.error(new IllegalStateException("unreadable"));
      }
    });

    StepVerifier.create(broken.ofJournal()).expectNext(0).verifyComplete();

    assertThat(faults).containsExactly("read the journal");
  }

  private UsageReplay replay(UsageJournal of) {
    return new UsageReplay(new UsagePlaces(of, counter, till, Duration.ofSeconds(1),
        (what, _) -> faults.add(what), InstantSource.system()));
  }

  private void left(Reading... readings) {
    journal.record(List.of(readings)).block();
  }

  private static Reading reading(long stream, YearMonth month, long used, long settled) {
    return new Reading(new StreamId(new UUID(0, stream)), ANN, month, used, settled);
  }
}
