package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.Tally.Unseeded;
import dev.earshot.testkit.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the counter says after a failover that lost its tail: the replica becomes master with an older
/// hash, while the old master has taken more.
class RedisTailTest {
  private final RedisServer master = RedisServer.open("--repl-diskless-sync-delay", "0");
  private final RedisServer replica = RedisServer.open("--replicaof",
      "127.0.0.1 " + master.port());
  private final RedisStore before = Stores.patient(master.url());
  private final RedisStore after = Stores.patient(replica.url());
  private final AccountId account = Streams.account();

  @AfterEach
  void close() {
    before.close();
    after.close();
    replica.close();
    master.close();
  }

  @Test
  void read_markedByTheLostTail_seedsNothing() {
    var one = used(0, 0);
    Streams.seed(before, account, 10_000, Streams.report(before, one).mark());
    failOver();
    var lost = List.of(Streams.report(before, used(7_000, 5_000)).mark(),
        Streams.report(before, used(2_000, 1_000)).mark());
    var _ = Streams.report(after, one);
    var _ = Streams.report(after, used(4_000, 3_000)); // settled after the ledger was read
    lost.forEach(mark -> Streams.seed(after, account, 16_000, mark));

    assertThat(Streams.report(after, one)).isInstanceOf(Unseeded.class);
    seedNow(19_000, one);
    assertThat(total(one)).isEqualTo(20_000);
  }

  @Test
  void report_endedAndSettledInTheLostTail_isNotCountedTwice() {
    var ended = used(5_000, 0);
    Streams.seed(before, account, 10_000, Streams.report(before, ended).mark());
    failOver();
    var settled = used(ended, 5_000, 5_000);
    var _ = Streams.report(before, settled);
    var other = used(100, 0);
    seedNow(15_000, other);

    assertThat(total(other)).isEqualTo(15_100);
    assertThat(orphans()).contains(ended);
    var _ = Streams.report(after, settled); // whoever found it has settled it once more
    seedNow(15_000, other);
    assertThat(total(other)).isEqualTo(15_100);
    assertThat(orphans()).containsExactly(other);
  }

  @Test
  void report_streamsThatGoOn_areExactAfterTheNextRead() {
    var one = used(5_000, 0);
    Streams.seed(before, account, 10_000, Streams.report(before, one).mark());
    failOver();

    assertThat(Streams.report(after, used(one, 4_000, 0))).isInstanceOf(Unseeded.class);
    seedNow(10_000, used(one, 4_000, 0)); // late, and less than the replica knows
    assertThat(total(used(one, 4_000, 0))).isEqualTo(15_000);
    assertThat(total(used(one, 6_000, 0))).isEqualTo(16_000);
  }

  @Test
  void want_afterTheFailover_reservesNothingBeforeTheLedgerWasRead() {
    var one = used(5_000, 0);
    Streams.seed(before, account, 10_000, Streams.report(before, one).mark());
    var want = new Count(one, false, new Want(60_000, 2_000));
    assertThat(((Total) answer(before.counter().report(List.of(want), List.of())).getFirst())
        .reservedToMs()).isEqualTo(7_000);
    failOver();

    assertThat(answer(after.counter().report(List.of(want), List.of())).getFirst())
        .isInstanceOf(Unseeded.class);
    seedNow(10_000, one);
    assertThat(((Total) answer(after.counter().report(List.of(want), List.of())).getFirst())
        .reservedToMs()).isEqualTo(7_000);
  }

  /// The replica has what the master has now, and nothing of what comes.
  private void failOver() {
    var name = Names.usage(account, Streams.MONTH);
    await(() -> replica.ask("HGET", name, "h").equals(master.ask("HGET", name, "h")));
    replica.ask("REPLICAOF", "NO", "ONE");
  }

  private void seedNow(long usedMs, Reading told) {
    Streams.seed(after, account, usedMs, Streams.report(after, told).mark());
  }

  private long total(Reading reading) {
    return ((Total) Streams.report(after, reading)).usedMs();
  }

  private List<Reading> orphans() {
    return answer(after.counter().orphans(Duration.ZERO).collectList());
  }

  private Reading used(long usedMs, long settledMs) {
    return used(Streams.used(account, 0), usedMs, settledMs);
  }

  private static Reading used(Reading stream, long usedMs, long settledMs) {
    return new Reading(stream.stream(), stream.account(), stream.month(), usedMs, settledMs);
  }
}
