package dev.earshot.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.UsageAudit;
import dev.earshot.core.usage.UsageAudit.Sums;
import dev.earshot.gateway.admin.DriftWatch.Drift;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DriftWatchTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final InstantSource NOW = InstantSource.fixed(
      Instant.parse("2026-11-22T12:00:00Z"));

  private final InProcessCounter counter = new InProcessCounter(new InProcessSignals(), NOW);

  @Test
  void look_booksAgree_findsNothing() {
    counted(5_000, 4_000);

    assertThat(look(new Sums(4_000, 4_000))).isEqualTo(new Drift(0, 0));
  }

  @Test
  void look_monthSaysMoreThanItsHours_tellsByHowMuch() {
    counted(5_000, 4_000);

    assertThat(look(new Sums(4_000, 3_250))).isEqualTo(new Drift(750, 0));
  }

  @Test
  void look_counterSaysLessThanWasCharged_tellsByHowMuch() {
    counted(5_000, 4_000);

    assertThat(look(new Sums(9_000, 9_000))).isEqualTo(new Drift(0, 4_000));
  }

  @Test
  void look_counterCannotTell_saysNothingOfIt() {
    assertThat(look(new Sums(9_000, 9_000))).isEqualTo(new Drift(0, 0));
  }

  @Test
  void look_accountIsChargedAllTheTime_isEmpty() {
    StepVerifier.create(watch((_, _) -> Mono.empty()).look(ANN)).verifyComplete();
  }

  /// A stream has used so much, and the ledger has charged so much of it.
  private void counted(long used, long settled) {
    var stream = new StreamId(UUID.randomUUID());
    counter.report(List.of(Count.of(new Reading(stream, ANN, NOVEMBER, 0, 0))),
        List.of(new LedgerRead(ANN, NOVEMBER, 0, Mark.NONE))).block();
    counter.report(List.of(Count.of(new Reading(stream, ANN, NOVEMBER, used, settled))), List.of())
        .block();
  }

  private Drift look(Sums sums) {
    return watch((_, _) -> Mono.just(sums)).look(ANN).blockOptional().orElseThrow();
  }

  private DriftWatch watch(UsageAudit audit) {
    var second = Duration.ofSeconds(1);
    return new DriftWatch(audit, new CounterTotal(counter, second), NOW, second);
  }
}
