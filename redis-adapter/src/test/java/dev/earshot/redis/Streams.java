package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// Streams and what they report.
final class Streams {
  static final YearMonth MONTH = YearMonth.of(2026, 11);

  private Streams() {}

  static AccountId account() {
    return new AccountId("account-" + UUID.randomUUID());
  }

  static Reading used(AccountId account, long usedMs) {
    return new Reading(new StreamId(UUID.randomUUID()), account, MONTH, usedMs, 0);
  }

  /// So many streams, each of an account of its own.
  static List<Count> counts(int n) {
    return IntStream.range(0, n).mapToObj(_ -> Count.of(used(account(), 1_000))).toList();
  }

  static Tally report(RedisStore store, Reading reading) {
    return answer(store.counter().report(List.of(Count.of(reading)), List.of())).getFirst();
  }

  static void seed(RedisStore store, AccountId account, long usedMs, Mark mark) {
    answer(store.counter()
        .report(List.of(), List.of(new LedgerRead(account, MONTH, usedMs, mark))));
  }
}
