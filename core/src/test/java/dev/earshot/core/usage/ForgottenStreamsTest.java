package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Tally.Total;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the counter within the process remembers of streams that are over.
class ForgottenStreamsTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private Instant now = Instant.parse("2026-11-02T00:00:00Z");
  private final InProcessCounter counter = new InProcessCounter(new InProcessSignals(), () -> now);

  @Test
  void streams_settledAndOver_areForgottenAMinuteLater() {
    for (var i = 1; i <= 100; i++) {
      speaks(i);
      ends(i, 1_000);
    }

    pass(59);
    speaks(0);
    assertThat(counter.remembered()).isEqualTo(101);
    pass(1);
    speaks(0);
    assertThat(counter.remembered()).isEqualTo(1);
  }

  @Test
  void streams_forgotten_stayInTheTotal() {
    seed();
    speaks(1);
    ends(1, 1_000);
    pass(60);

    assertThat(speaks(0)).isEqualTo(12_000);
    assertThat(counter.remembered()).isEqualTo(1);
  }

  /// Of a stream that owes something it must be known what, until somebody has settled it.
  @Test
  void streams_overThatOwe_areRemembered() {
    speaks(1);
    ends(1, 400);
    pass(3_600);
    speaks(0);

    assertThat(counter.remembered()).isEqualTo(2);
    assertThat(counter.orphans(Duration.ofMinutes(1)).collectList().block()).hasSize(1);
    ends(1, 1_000);
    pass(60);
    speaks(0);
    assertThat(counter.remembered()).isEqualTo(1);
  }

  /// It overtook the last one on its way.
  @Test
  void report_thatComesBehindTheLast_isNotCountedTwice() {
    seed();
    speaks(1);
    ends(1, 1_000);
    pass(5);
    speaks(1);

    assertThat(speaks(0)).isEqualTo(12_000);
  }

  private void seed() {
    var _ = counter
        .report(List.of(), List.of(new LedgerRead(ANN, NOVEMBER, 10_000, new Mark(1, 0))))
        .block();
  }

  private void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  /// What the account has used then; -1 where that is not known.
  private long speaks(int stream) {
    return report(Count.of(reading(stream, 0, 0)));
  }

  private void ends(int stream, long settledMs) {
    report(Count.of(reading(stream, 0, 1_000)));
    report(new Count(reading(stream, settledMs, 1_000), true, null));
  }

  private long report(Count count) {
    return counter.report(List.of(count), List.of())
        .map(List::getFirst)
        .blockOptional()
        .orElseThrow() instanceof Total total ? total.usedMs() : -1;
  }

  private static Reading reading(int stream, long settledMs, long intendedMs) {
    return new Reading(new StreamId(new UUID(0, stream)), ANN, NOVEMBER, 0, 1_000, settledMs,
        intendedMs);
  }
}
