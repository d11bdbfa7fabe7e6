package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// Streams of an instance that is gone, when a store fails too.
class OrphanReplayTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(
      Instant.parse("2026-11-22T12:00:00Z"));
  private final Till till = new Till();
  private final List<String> faults = new ArrayList<>();
  private final MoodyCounter counter = new MoodyCounter(
      new InProcessCounter(new InProcessSignals(), now::get));

  @Test
  void ofOrphans_oneCannotBeSettled_settlesTheOthers() {
    left(1, 2);
    var calls = new int[1];
    till.ledgerMood(
        answer -> calls[0]++ == 0 ? Mono.error(new IllegalStateException("down")) : answer);

    StepVerifier.create(replay(counter).ofOrphans(SILENCE)).expectNext(1).verifyComplete();

    assertThat(till.chargedMs()).isEqualTo(1_000);
    assertThat(faults).containsExactly("settle an orphan");
  }

  @Test
  void ofOrphans_counterAway_settlesNothingAndSaysSo() {
    var away = new UsageCounter() {
      @Override
      public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
        return Mono.error(new IllegalStateException("away"));
      }

      @Override
      public Flux<Reading> orphans(Duration silence) {
        return Flux.error(new IllegalStateException("away"));
      }
    };

    StepVerifier.create(replay(away).ofOrphans(SILENCE)).expectNext(0).verifyComplete();

    assertThat(faults).containsExactly("look for orphans");
  }

  /// The next read of the ledger tells the counter; a second look meets the same name and charges nothing.
  @Test
  void ofOrphans_counterCannotBeTold_isSettledAllTheSameAndOnce() {
    left(1);
    counter.mood(_ -> Mono.error(new IllegalStateException("away")));
    var replay = replay(counter);

    StepVerifier.create(replay.ofOrphans(SILENCE)).expectNext(1).verifyComplete();
    StepVerifier.create(replay.ofOrphans(SILENCE)).expectNext(1).verifyComplete();

    assertThat(till.chargedMs()).isEqualTo(1_000);
    assertThat(faults).containsExactly("report a settled stream", "report a settled stream");
  }

  private UsageReplay replay(UsageCounter of) {
    return new UsageReplay(new UsagePlaces(new MapJournal(), of, till, Duration.ofSeconds(1),
        (what, _) -> faults.add(what), now::get));
  }

  private void left(long... streams) {
    for (var stream : streams) {
      counter.report(List.of(Count.of(new Reading(new StreamId(new UUID(0, stream)), ANN,
          YearMonth.of(2026, 11), 1_000, 0))), List.of()).block();
    }
    now.set(now.get().plus(SILENCE));
  }
}
