package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.UsageCounter;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;

/// Single words to a counter, and its answers.
record CounterTalk(UsageCounter counter) {
  static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  /// One stream and its account.
  record Line(AccountId account, StreamId stream) {
    Line(AccountId account) {
      this(account, Fresh.stream());
    }

    Reading used(long usedMs, long settledMs) {
      return settling(usedMs, settledMs, settledMs);
    }

    Reading settling(long usedMs, long settledMs, long intendedMs) {
      return new Reading(stream, account, NOVEMBER, 0, usedMs, settledMs, intendedMs);
    }
  }

  Tally report(Reading reading) {
    return answerOf(counter.report(List.of(Count.of(reading)), List.of())).getFirst();
  }

  long total(Reading reading) {
    return ((Total) report(reading)).usedMs();
  }

  Tally want(Reading reading, long grantMs, long sliceMs) {
    var count = new Count(reading, false, new Want(grantMs, sliceMs));
    return answerOf(counter.report(List.of(count), List.of())).getFirst();
  }

  long reserved(Reading reading, long grantMs, long sliceMs) {
    return ((Total) want(reading, grantMs, sliceMs)).reservedToMs();
  }

  void seed(Line line, long ledgerMs) {
    read(line, ledgerMs, report(line.used(0, 0)).mark());
  }

  void read(Line line, long ledgerMs, Mark mark) {
    answerOf(counter.report(List.of(),
        List.of(new LedgerRead(line.account, NOVEMBER, ledgerMs, mark))));
  }

  /// Those of the line's account.
  List<Reading> orphans(Line line) {
    return answerOf(counter.orphans(Duration.ZERO)
        .filter(reading -> reading.account().equals(line.account))
        .collectList());
  }
}
