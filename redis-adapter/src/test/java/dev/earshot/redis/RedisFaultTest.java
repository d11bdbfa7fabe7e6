package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static dev.earshot.redis.Stores.isThere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.CreditChange.Changed;
import dev.earshot.core.signal.CreditChange.Missed;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.Tally.Unseeded;
import dev.earshot.testkit.RedisServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisFaultTest {
  private RedisServer server;
  private RedisStore store;

  @BeforeEach
  void open() {
    server = RedisServer.open();
    store = Stores.brisk(server.url());
    await(() -> isThere(store));
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  @Test
  void open_whileRedisIsAway_refusesAndConnectsWhenItComes() {
    server.stop();
    try (var early = Stores.brisk(server.url())) {
      assertThatThrownBy(() -> answer(early.ping()))
          .isInstanceOf(RedisStoreException.Away.class)
          .hasMessageContaining("refused");
      assertThatThrownBy(() -> Streams.report(early, Streams.used(Streams.account(), 1)))
          .isInstanceOf(RedisStoreException.Away.class);
      server.start();

      await(() -> isThere(early));
    }
  }

  @Test
  void stop_everyCall_failsAndComesBackEmpty() {
    var account = Streams.account();
    var reading = Streams.used(account, 1_000);
    var old = Streams.report(store, reading).mark();
    Streams.seed(store, account, 5_000, old);
    assertThat(((Total) Streams.report(store, reading)).usedMs()).isEqualTo(6_000);
    server.stop();
    await(() -> !isThere(store));
    assertThatThrownBy(() -> answer(store.signals().read(account)))
        .isInstanceOf(RedisStoreException.Away.class);
    server.start();
    await(() -> isThere(store));

    var anew = Streams.report(store, reading);

    assertThat(anew).isInstanceOf(Unseeded.class);
    assertThat(anew.mark().generation()).isGreaterThan(old.generation());
    Streams.seed(store, account, 5_000, anew.mark());
    assertThat(((Total) Streams.report(store, reading)).usedMs()).isEqualTo(6_000);
  }

  @Test
  void freeze_calls_areLateThenRefusedAndBackWhenItThaws() {
    var account = Streams.account();
    var reading = Streams.used(account, 1_000);
    Streams.seed(store, account, 5_000, Mark.NONE);
    var _ = Streams.report(store, reading);
    server.freeze();
    try {
      assertThatThrownBy(() -> Streams.report(store, reading))
          .isInstanceOf(RedisStoreException.Late.class);
      await(this::isAway);
    } finally {
      server.thaw();
    }
    await(() -> isThere(store));

    assertThat(((Total) Streams.report(store, reading)).usedMs()).isEqualTo(6_000);
  }

  @Test
  void stop_andStart_tellsSubscribersThatTheyMissedSomething() {
    var heard = listening();
    server.stop();
    await(() -> !isThere(store));
    server.start();

    await(() -> heard.contains(new Missed()));
    assertHears(heard);
    assertThat(heard).filteredOn(new Missed()::equals).hasSize(1);
  }

  @Test
  void freeze_longerThanTheBeat_tellsSubscribersThatTheyMissedSomething() {
    var heard = listening();
    server.freeze();
    try {
      await(this::isAway); // three deadlines, in which a beat falls
    } finally {
      server.thaw();
    }

    await(() -> heard.contains(new Missed()));
    assertHears(heard);
  }

  @Test
  void scriptFlush_report_isAnsweredInTwoRoundTrips() {
    var reading = Streams.used(Streams.account(), 1_000);
    var _ = Streams.report(store, reading);
    server.ask("SCRIPT", "FLUSH");
    var before = store.roundTrips();

    var _ = Streams.report(store, reading);
    assertThat(store.roundTrips() - before).isEqualTo(2);
    var _ = Streams.report(store, reading);
    assertThat(store.roundTrips() - before).isEqualTo(3);
  }

  @Test
  void report_redisIsFull_isRefusedWithoutNames() {
    var account = Streams.account();
    server.ask("CONFIG", "SET", "maxmemory", "1");

    assertThatThrownBy(() -> Streams.report(store, Streams.used(account, 1)))
        .isInstanceOf(RedisStoreException.Refused.class)
        .hasMessageContaining("OOM")
        .hasMessageNotContaining(account.value())
        .hasNoCause();
  }

  @Test
  void report_masterHasBecomeAReplica_isRefusedOverAConnectionThatIsMadeAnew() {
    var before = connection();
    server.ask("REPLICAOF", "127.0.0.1", Integer.toString(RedisServer.freePort()));

    assertThatThrownBy(() -> Streams.report(store, Streams.used(Streams.account(), 1)))
        .isInstanceOf(RedisStoreException.Refused.class)
        .hasMessageContaining("READONLY");
    await(() -> !connection().equals(before));
    server.ask("REPLICAOF", "NO", "ONE");
    await(() -> isThere(store));
    assertThat(Streams.report(store, Streams.used(Streams.account(), 1)))
        .isInstanceOf(Unseeded.class);
  }

  @Test
  void close_calls_areRefused() {
    store.close();

    assertThatThrownBy(() -> answer(store.ping())).isInstanceOf(RedisStoreException.Closed.class);
    store.close();
  }

  /// The connection for commands as Redis numbers it; empty while there is none.
  private String connection() {
    return server.ask("CLIENT", "LIST")
        .lines()
        .filter(line -> line.contains("name=earshot"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse("");
  }

  private boolean isAway() {
    return answer(store.ping()
        .thenReturn(false)
        .onErrorReturn(RedisStoreException.Away.class, true)
        .onErrorReturn(RedisStoreException.Late.class, false));
  }

  /// News from when the subscription stands.
  private List<CreditChange> listening() {
    var heard = new CopyOnWriteArrayList<CreditChange>();
    store.signals().changes().subscribe(heard::add);
    await(() -> heard.contains(new Missed()));
    heard.clear();
    return heard;
  }

  private void assertHears(List<CreditChange> heard) {
    await(() -> isThere(store));
    var account = Streams.account();
    var signal = answer(store.signals().raise(account));
    await(() -> heard.contains(new Changed(account, signal)));
  }
}
