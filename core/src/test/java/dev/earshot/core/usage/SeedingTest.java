package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.LedgerRead.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A counter that knows nothing has one stream of each account read the ledger. Ticks are far away.
class SeedingTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final AccountId BOB = new AccountId("bob");

  private final VirtualTimeScheduler time = VirtualTimeScheduler.set(VirtualTimeScheduler.create());
  private final InstantSource clock = () -> Instant.parse("2026-11-22T12:00:00Z")
      .plusMillis(time.now(TimeUnit.MILLISECONDS));
  private final UsageRecorder recorder = new UsageRecorder(new UsagePlaces(new MapJournal(),
      new InProcessCounter(new InProcessSignals(), clock), new Till(), Duration.ofSeconds(1),
      (_, _) -> {}, clock), Duration.ofHours(1), new Latest());
  private final List<UsageLine> lines = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void start() {
    recorder.start(time);
  }

  @AfterEach
  void realTime() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void beat_unseeded_asksOneStreamOfEachAccount() {
    open(ANN, true);
    open(ANN, true);
    open(BOB, true);

    speak(29);

    assertThat(asked).containsExactlyInAnyOrder("ann", "bob");
  }

  @Test
  void beat_nobodyCouldReadTheLedger_asksAgainAfterHalfAMinute() {
    open(ANN, true);

    speak(90);

    assertThat(asked).containsExactly("ann", "ann", "ann");
  }

  @Test
  void beat_totalDoesNotMatter_asksNobody() {
    open(ANN, false);

    speak(60);

    assertThat(asked).isEmpty();
  }

  @Test
  void beat_seeded_asksNobody() {
    recorder.read(new LedgerRead(ANN, YearMonth.of(2026, 11), 5_000, Mark.NONE));
    open(ANN, true);

    speak(60);

    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT60S, PT90S", "PT30S, PT90S", "PT29S, PT87S", "PT1S, PT3S"})
  void orphanAfter_anyTick_isThreeTimesWhatPassesBetweenTwoReports(Duration tick, Duration after) {
    assertThat(UsageRecorder.orphanAfter(tick)).isEqualTo(after);
  }

  private void open(AccountId account, boolean needsTotal) {
    var line = recorder.open(new UsageMeter(new StreamId(new UUID(0, lines.size())), account,
        AudioFormat.pcm16(8_000)));
    line.needsTotal(needsTotal);
    line.ticks().filter(UsageTick::seed).subscribe(_ -> asked.add(account.value()));
    lines.add(line);
  }

  private void speak(int seconds) {
    for (var i = 0; i < seconds; i++) {
      lines.forEach(line -> line.meter().bill(new Window(0, 8_000, new short[0])));
      time.advanceTimeBy(Duration.ofSeconds(1));
    }
  }

  /// Chance that always gives the most there is.
  private static final class Latest implements RandomGenerator {
    @Override
    public long nextLong() {
      return -1;
    }

    @Override
    public int nextInt(int bound) {
      return bound - 1;
    }
  }
}
