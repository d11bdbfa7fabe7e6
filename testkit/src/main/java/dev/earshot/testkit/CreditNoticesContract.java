package dev.earshot.testkit;

import static dev.earshot.core.credit.CreditNotices.Crossing.EXHAUSTED;
import static dev.earshot.core.credit.CreditNotices.Crossing.THRESHOLD;
import static dev.earshot.testkit.Answers.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.CreditNotices;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What all [CreditNotices] must do: of many who notice, one is the first.
public interface CreditNoticesContract {
  /// A month that is not over, so that a store with expiry keeps it.
  YearMonth MONTH = YearMonth.of(2199, 1);

  /// The same store each time within a test.
  CreditNotices notices();

  @Test
  default void first_ofManyAtOnce_isOne() {
    var account = Fresh.account();

    var firsts = Flux.range(0, 40)
        .parallel(8)
        .runOn(Schedulers.boundedElastic())
        .flatMap(_ -> notices().first(account, MONTH, THRESHOLD, 60_000))
        .sequential()
        .filter(first -> first)
        .count();

    assertThat(answerOf(firsts)).isEqualTo(1);
  }

  @Test
  default void first_somethingElseCrossed_isAnother() {
    var account = Fresh.account();

    assertThat(answerOf(notices().first(account, MONTH, THRESHOLD, 60_000))).isTrue();
    assertThat(answerOf(notices().first(account, MONTH, EXHAUSTED, 60_000))).isTrue();
    assertThat(answerOf(notices().first(account, MONTH, THRESHOLD, 90_000))).isTrue();
    assertThat(answerOf(notices().first(account, MONTH.plusMonths(1), THRESHOLD, 60_000)))
        .isTrue();
    assertThat(answerOf(notices().first(Fresh.account(), MONTH, THRESHOLD, 60_000))).isTrue();
    assertThat(answerOf(notices().first(account, MONTH.plusMonths(1), THRESHOLD, 60_000)))
        .isFalse();
  }

  @Test
  default void first_notSubscribed_isNobody() {
    var account = Fresh.account();
    var notice = notices().first(account, MONTH, THRESHOLD, 60_000);

    assertThat(answerOf(notice)).isTrue();
    assertThat(answerOf(notice)).isFalse();
  }
}
