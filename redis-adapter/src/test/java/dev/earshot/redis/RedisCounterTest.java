package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.testkit.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class RedisCounterTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static RedisServer server;
  private static RedisStore store;
  private static RedisStore other;

  @BeforeAll
  static void open() {
    server = RedisServer.open();
    store = Stores.patient(server.url());
    other = Stores.patient(server.url());
    await(() -> Stores.isThere(store) && Stores.isThere(other));
  }

  @AfterAll
  static void close() {
    store.close();
    other.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    server.ask("FLUSHALL");
  }

  @Test
  void report_tenThousandAccounts_isOneRoundTrip() {
    var counts = Streams.counts(10_000);
    answer(store.counter().report(counts.subList(0, 1), List.of()));
    var before = store.roundTrips();

    var tallies = answer(store.counter().report(counts, List.of()));

    assertThat(tallies).hasSize(10_000).doesNotContainNull();
    assertThat(store.roundTrips() - before).isEqualTo(1);
  }

  @Test
  void report_moreOfOneAccountThanAScriptTakes_isWholeAndInOrder() {
    var account = Streams.account();
    var counts = IntStream.rangeClosed(1, 5_001)
        .mapToObj(n -> Count.of(Streams.used(account, n)))
        .toList();
    var read = new LedgerRead(account, Streams.MONTH, 100, Mark.NONE);
    answer(store.counter().report(counts, List.of(read)));

    var tallies = answer(store.counter().report(counts, List.of()));

    var sum = 100 + 5_001L * 5_002 / 2;
    for (var i = 0; i < counts.size(); i++) {
      var total = (Total) tallies.get(i);
      assertThat(total.usedMs()).isEqualTo(sum);
      assertThat(total.reservedToMs()).isEqualTo(i + 1);
    }
  }

  @Test
  void report_hash_isKeptTenDaysBeyondItsMonth() {
    var account = new AccountId("a");
    var month = YearMonth.now(ZoneOffset.UTC).plusMonths(1);
    var one = Streams.used(account, 5);
    var _ = Streams.report(store, new Reading(one.stream(), account, month, 5, 0));

    var end = month.plusMonths(1).atDay(11).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    assertThat(server.ask("EXPIRETIME", Names.usage(account, month))).isEqualTo(":" + end);
  }

  @Test
  void report_ofAMonthLongOver_isKeptADay() {
    var account = new AccountId("a");
    var month = YearMonth.of(2020, 1);
    var one = Streams.used(account, 5);
    var _ = Streams.report(store, new Reading(one.stream(), account, month, 5, 0));

    var until = Long.parseLong(server.ask("EXPIRETIME", Names.usage(account, month)).substring(1));
    assertThat(Instant.ofEpochSecond(until)).isAfter(Instant.now().plus(Duration.ofHours(23)));
  }

  @Test
  void orphans_silentAndOwing_areGivenToOneOnly() {
    var odd = Streams.used(new AccountId("odd:{}202611:"), 900);
    var even = Streams.used(Streams.account(), 900);
    var _ = Streams.report(store, odd);
    var _ = Streams.report(store, even);
    var _ = Streams.report(store, new Reading(even.stream(), even.account(), even.month(), 900,
        900));
    assertThat(orphans(store)).isEmpty();
    silence(odd);
    silence(even);

    var found = answer(Flux.merge(IntStream.range(0, 8)
        .mapToObj(n -> (n % 2 == 0 ? store : other).counter().orphans(HOUR))
        .toList()).collectList());

    assertThat(found).filteredOn(odd::equals).hasSize(1);
    assertThat(orphans(other)).isEmpty();
    silence(odd);
    assertThat(orphans(other)).contains(odd);
  }

  @Test
  void report_settledAndToldTwiceAtOnce_leavesTheIndex() {
    var one = Streams.used(Streams.account(), 900);
    var _ = Streams.report(store, one);
    var settled = Count.of(new Reading(one.stream(), one.account(), one.month(), 900, 900));
    answer(store.counter().report(List.of(settled, settled), List.of()));

    assertThat(server.ask("ZCARD", Names.index(one.account()))).isEqualTo(":0");
  }

  @Test
  void orphans_countedAgain_areNone() {
    var one = Streams.used(Streams.account(), 900);
    var _ = Streams.report(store, one);
    silence(one);
    var _ = Streams.report(other, one);

    assertThat(orphans(store)).isEmpty();
  }

  @Test
  void orphans_ofACounterThatIsGone_areForgotten() {
    var one = Streams.used(Streams.account(), 900);
    silence(one);

    assertThat(orphans(store)).isEmpty();
    assertThat(server.ask("ZCARD", Names.index(one.account()))).isEqualTo(":0");
  }

  @Test
  void first_notice_isKeptADayBeyondItsMonth() {
    var account = Streams.account();
    var month = YearMonth.now(ZoneOffset.UTC);
    assertThat(answer(store.notices().first(account, month, Crossing.THRESHOLD, 60_000))).isTrue();
    assertThat(answer(other.notices().first(account, month, Crossing.THRESHOLD, 60_000)))
        .isFalse();

    var until = Long.parseLong(server.ask("EXPIRETIME",
        Names.notice(account, month, Crossing.THRESHOLD, 60_000)).substring(1));
    var end = month.plusMonths(1).atDay(2).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    assertThat(until).isBetween(end - 60, end + 60);
  }

  /// Sets back when a stream was last heard of.
  private static void silence(Reading reading) {
    server.ask("ZADD", Names.index(reading.account()), "1", reading.stream() + ":"
        + reading.account() + ":202611");
  }

  private static List<Reading> orphans(RedisStore of) {
    return answer(of.counter().orphans(HOUR).collectList());
  }
}
