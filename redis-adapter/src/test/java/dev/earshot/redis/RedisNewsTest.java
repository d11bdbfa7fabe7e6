package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.CreditChange.Changed;
import dev.earshot.core.signal.CreditChange.Missed;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.signal.Signal.Raised;
import dev.earshot.testkit.RedisServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;

class RedisNewsTest {
  private static final int MANY = 2_000;

  private static RedisServer server;
  private static RedisStore store;

  @BeforeAll
  static void open() {
    server = RedisServer.open();
    store = Stores.patient(server.url());
    await(() -> Stores.isThere(store));
  }

  @AfterAll
  static void close() {
    store.close();
    server.close();
  }

  @Test
  void changes_messagesOfOthers_areUnderstoodOrPassedOver() {
    var account = Streams.account();
    var heard = new CopyOnWriteArrayList<CreditChange>();
    var hearing = listen(heard);
    try {
      for (var message : List.of("", " ", "  x", "a b c", "a ", " v",
          "{\"event\":\"invalidate\"}\n",
          "x".repeat(300), "\u0000 v", "tab\t v", "odd \u0001")) {
        server.ask("PUBLISH", "credit_changes", message);
      }
      server.ask("PUBLISH", "credit_changes", "seed-" + account);
      server.ask("PUBLISH", "credit_changes", account + " last");
      await(() -> heard.contains(new Changed(account, new Raised("last"))));
    } finally {
      hearing.dispose();
    }

    var seed = new AccountId("seed-" + account);
    assertThat(heard).containsExactly(new Changed(seed, new Raised("1")),
        new Changed(account, new Raised("last")));
  }

  @Test
  void changes_slowSubscriber_missesSomethingAndGoesOn() {
    var heard = new CopyOnWriteArrayList<CreditChange>();
    var quick = new CopyOnWriteArrayList<CreditChange>();
    var hearing = listen(quick);
    var slow = new BaseSubscriber<CreditChange>() {
      @Override
      protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
        // asks for nothing yet
      }

      @Override
      protected void hookOnNext(CreditChange change) {
        heard.add(change);
      }
    };
    store.signals().changes().subscribe(slow);
    try {
      var last = Streams.account();
      for (var i = 0; i < MANY; i++) {
        var _ = answer(store.signals().raise(Streams.account()));
      }
      var signal = answer(store.signals().raise(last));
      await(() -> quick.contains(new Changed(last, signal)));
      slow.request(Long.MAX_VALUE);
      await(() -> heard.contains(new Changed(last, signal)));

      assertThat(quick).hasSize(MANY + 1).doesNotContain(new Missed());
      assertThat(heard).hasSizeLessThan(MANY).contains(new Missed());
    } finally {
      slow.dispose();
      hearing.dispose();
    }
  }

  @Test
  void read_bareOneOfTheSeed_isAlwaysNew() {
    var account = Streams.account();
    server.ask("SET", "credits_invalidated:" + account, "1", "EX", "120");

    var seen = answer(store.signals().read(account));
    var told = Streams.report(store, Streams.used(account, 1)).signal();

    assertThat(seen).isEqualTo(new Raised("1")).isEqualTo(told);
    assertThat(((Raised) told).isNewTo(seen)).isTrue();
  }

  @Test
  void read_somethingElseUnderTheName_isAbsent() {
    var account = Streams.account();
    server.ask("RPUSH", "credits_invalidated:" + account, "1");

    assertThat(answer(store.signals().read(account))).isEqualTo(Signal.absent());
    assertThat(Streams.report(store, Streams.used(account, 1)).signal())
        .isEqualTo(Signal.absent());
  }

  @Test
  void report_afterRaise_carriesTheSignal() {
    var account = Streams.account();
    var reading = Streams.used(account, 1_000);

    assertThat(Streams.report(store, reading).signal()).isEqualTo(Signal.absent());
    var signal = answer(store.signals().raise(account));
    assertThat(Streams.report(store, reading).signal()).isEqualTo(signal);
    assertThat(Integer.parseInt(server.ask("TTL", "credits_invalidated:" + account).substring(1)))
        .isBetween(800, 900);
  }

  private static Disposable listen(List<CreditChange> heard) {
    var hearing = store.signals().changes().subscribe(heard::add);
    var account = Streams.account();
    await(() -> {
      var _ = answer(store.signals().raise(account));
      return heard.stream().anyMatch(Changed.class::isInstance);
    });
    // what was raised to see whether it hears has all come when a last one has
    var end = answer(store.signals().raise(account));
    await(() -> heard.contains(new Changed(account, end)));
    heard.clear();
    return hearing;
  }
}
