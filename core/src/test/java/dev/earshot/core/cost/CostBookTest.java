package dev.earshot.core.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CostBookTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private final List<List<Cost>> written = new ArrayList<>();
  private boolean away;
  private Instant now = Instant.parse("2026-11-30T23:59:59Z");
  private final CostBook book = new CostBook(new CostLedger() {
    @Override
    public Mono<Void> record(List<Cost> costs) {
      return away
          ? Mono.error(new IllegalStateException("away"))
          : Mono.fromRunnable(() -> written.add(costs));
    }

    @Override
    public Mono<List<Spent>> of(YearMonth month) {
      return Mono.fromSupplier(() -> written.getLast()
          .stream()
          .filter(cost -> cost.month().equals(month))
          .map(cost -> new Spent(cost.engine(), cost.soundMs(), cost.openMs()))
          .toList());
    }
  }, "boot-1", () -> now);

  @Test
  void write_again_isTheSumSinceTheRunBegan() {
    book.sound("deepgram", Duration.ofMillis(100));
    book.write().block();
    book.sound("deepgram", Duration.ofMillis(100));
    book.open("deepgram", Duration.ofSeconds(2));
    book.write().block();

    assertThat(written).containsExactly(
        List.of(new Cost("deepgram", "boot-1", NOVEMBER, 100, 0)),
        List.of(new Cost("deepgram", "boot-1", NOVEMBER, 200, 2_000)));
  }

  @Test
  void sound_inPiecesOfLessThanAMillisecond_losesNothing() {
    for (var i = 0; i < 1_000; i++) {
      book.sound("openai", Duration.ofNanos(62_500)); // a sample at 16 kHz
    }

    assertThat(book.thisMonth().block()).containsExactly(new Spent("openai", 62, 0));
  }

  @Test
  void sound_overTheEndOfAMonth_isWrittenForEach() {
    book.sound("vosk", Duration.ofSeconds(1));
    now = now.plusSeconds(1);
    book.sound("vosk", Duration.ofSeconds(2));

    assertThat(book.thisMonth().block()).containsExactly(new Spent("vosk", 2_000, 0));
    assertThat(written.getLast()).containsExactlyInAnyOrder(
        new Cost("vosk", "boot-1", NOVEMBER, 1_000, 0),
        new Cost("vosk", "boot-1", NOVEMBER.plusMonths(1), 2_000, 0));
  }

  @Test
  void write_whileTheLedgerIsAway_isMadeUpForTheNextTime() {
    book.sound("vosk", Duration.ofSeconds(1));
    away = true;
    assertThat(book.write().onErrorComplete().block()).isNull();
    away = false;
    book.write().block();

    assertThat(written).containsExactly(List.of(new Cost("vosk", "boot-1", NOVEMBER, 1_000, 0)));
  }
}
