package dev.earshot.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Tally.Total;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is remembered of streams that are over.
class AccountCountTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final Instant BEGIN = Instant.parse("2026-11-02T00:00:00Z");
  private static final StreamId LAST = new StreamId(new UUID(0, 0));

  private final AccountCount count = new AccountCount(1);

  @Test
  void streams_settledAndOver_areForgottenAMinuteLater() {
    for (var i = 1; i <= 100; i++) {
      speaks(i, BEGIN);
      ends(i, 1_000, BEGIN);
    }

    speaks(0, BEGIN.plusSeconds(59));
    assertThat(count.streams()).isEqualTo(101);
    speaks(0, BEGIN.plusSeconds(60));
    assertThat(count.streams()).isEqualTo(1);
  }

  @Test
  void streams_forgotten_stayInTheTotal() {
    count.read(new LedgerRead(ANN, NOVEMBER, 10_000, new Mark(1, 0)));
    speaks(1, BEGIN);
    ends(1, 1_000, BEGIN);
    speaks(0, BEGIN.plusSeconds(60));

    assertThat(total()).isEqualTo(12_000);
  }

  /// Of a stream that owes something it must be known what, until somebody has settled it.
  @Test
  void streams_overThatOwe_areRemembered() {
    speaks(1, BEGIN);
    ends(1, 400, BEGIN);
    speaks(0, BEGIN.plusSeconds(3_600));

    assertThat(count.streams()).isEqualTo(2);
    assertThat(count.silentSince(BEGIN)).hasSize(1);
    ends(1, 1_000, BEGIN.plusSeconds(3_600));
    speaks(0, BEGIN.plusSeconds(3_660));
    assertThat(count.streams()).isEqualTo(1);
  }

  /// It overtook the last one on its way.
  @Test
  void report_thatComesBehindTheLast_isNotCountedTwice() {
    count.read(new LedgerRead(ANN, NOVEMBER, 10_000, new Mark(1, 0)));
    speaks(1, BEGIN);
    ends(1, 1_000, BEGIN);
    speaks(1, BEGIN.plusSeconds(5));
    speaks(0, BEGIN.plusSeconds(5));

    assertThat(total()).isEqualTo(12_000);
  }

  private void speaks(int stream, Instant at) {
    count.count(Count.of(reading(stream, 0, 0)), at);
  }

  private void ends(int stream, long settledMs, Instant at) {
    count.count(new Count(reading(stream, 0, 1_000), false, null), at);
    count.count(new Count(reading(stream, settledMs, 1_000), true, null), at);
  }

  private long total() {
    return count.tally(LAST, Signal.absent()) instanceof Total total ? total.usedMs() : -1;
  }

  private static Reading reading(int stream, long settledMs, long intendedMs) {
    return new Reading(new StreamId(new UUID(0, stream)), ANN, NOVEMBER, 0, 1_000, settledMs,
        intendedMs);
  }
}
