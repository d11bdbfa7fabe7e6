package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Tally.Total;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// What the counter hears of streams that end while it is away.
class LastCountsTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.set(VirtualTimeScheduler.create());
  private final Instant start = Instant.parse("2026-11-10T12:00:00Z");
  private final InstantSource clock = () -> start.plusMillis(time.now(TimeUnit.MILLISECONDS));
  private final List<Integer> sizes = new ArrayList<>();
  private final MoodyCounter counter = new MoodyCounter(
      new InProcessCounter(new InProcessSignals(), clock));
  private final UsageRecorder recorder = new UsageRecorder(
      new UsagePlaces(new MapJournal(), new Counted(), new Till(), Duration.ofSeconds(1),
          (_, _) -> {}, clock),
      Duration.ofMinutes(1), new Random(1));

  @BeforeEach
  void start() {
    recorder.start(time);
  }

  @AfterEach
  void realTime() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void close_counterIsAway_isToldOnceItIsBack() {
    var line = opened(1);
    seconds(1);
    counter.mood(_ -> Mono.error(new IllegalStateException("away")));
    end(line);
    seconds(30);
    counter.mood(answer -> answer);
    seconds(1);

    assertThat(totalMs()).isEqualTo(700);
    sizes.clear();
    seconds(29);
    assertThat(sizes).isEmpty(); // it was heard
  }

  @Test
  void close_answerIsLost_isToldAgainAndCountedOnce() {
    var line = opened(1);
    counter.mood(answer -> answer.then(Mono.error(new IllegalStateException("lost"))));
    end(line);
    counter.mood(answer -> answer);
    sizes.clear();
    seconds(1);

    assertThat(sizes).containsExactly(1);
    assertThat(totalMs()).isEqualTo(700);
  }

  @Test
  void close_counterIsAwayForTenMinutes_isGivenUp() {
    counter.mood(_ -> Mono.error(new IllegalStateException("away")));
    end(opened(1));
    seconds(599);
    assertThat(sizes).hasSize(600).containsOnly(1);
    seconds(2);

    assertThat(sizes).hasSize(600);
  }

  @Test
  void close_moreStreamsThanAreKept_forgetsTheOldest() {
    counter.mood(_ -> Mono.error(new IllegalStateException("away")));
    for (var n = 1; n <= 10_001; n++) {
      end(opened(n));
    }
    sizes.clear();
    counter.mood(answer -> answer);
    seconds(1);

    assertThat(sizes).containsExactly(10_000);
    assertThat(totalMs()).isEqualTo(700 * 10_000L);
  }

  private UsageLine opened(long stream) {
    return recorder.open(
        new UsageMeter(new StreamId(new UUID(0, stream)), ANN, AudioFormat.pcm16(8_000)));
  }

  private void end(UsageLine line) {
    line.meter().bill(new Window(0, 700 * 8, new short[0]));
    recorder.close(line).subscribe();
  }

  private void seconds(int n) {
    for (var i = 0; i < n; i++) {
      time.advanceTimeBy(Duration.ofSeconds(1));
    }
  }

  /// What the counter makes of an account of which the ledger has nothing.
  private long totalMs() {
    var asking = Count.of(new Reading(new StreamId(new UUID(9, 9)), ANN, NOVEMBER, 0, 0));
    return counter.report(List.of(asking), List.of(new LedgerRead(ANN, NOVEMBER, 0, Mark.NONE)))
        .map(tallies -> ((Total) tallies.getFirst()).usedMs())
        .blockOptional()
        .orElseThrow();
  }

  /// Notes how many counts each report has.
  private final class Counted implements UsageCounter {
    @Override
    public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
      sizes.add(counts.size());
      return counter.report(counts, reads);
    }

    @Override
    public Flux<Reading> orphans(Duration silence) {
      return counter.orphans(silence);
    }
  }
}
