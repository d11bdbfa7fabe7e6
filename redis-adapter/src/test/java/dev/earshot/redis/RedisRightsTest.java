package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static dev.earshot.redis.Stores.isThere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.CreditChange.Changed;
import dev.earshot.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may speak to Redis, and who can listen in.
class RedisRightsTest {
  private static final String[] RULES = ("on ~usage:* ~credits_invalidated:* ~credit_notice:*"
      + " ~cache:* ~apps:* ~translate:* &credit_changes &cache_invalidation"
      + " +@connection +evalsha +eval +time +info +get +getrange +mget +set +publish"
      + " +subscribe +hmget +hget +hset +expireat +expire +zadd +zrem +zrangebyscore").split(" ");

  @Test
  void open_asAUserWithTheStatedRights_canDoEverything() {
    try (var server = RedisServer.open()) {
      server.ask(words("ACL", "SETUSER", "gate", ">p@ss word"));
      try (var store = Stores.patient(
          "redis://gate:p%40ss%20word@127.0.0.1:" + server.port())) {
        assertWorks(store);
      }
    }
  }

  @Test
  void open_withAWrongPassword_saysSoAndNotWhich() {
    try (var server = RedisServer.open("--requirepass", "right");
        var store = Stores.brisk("redis://gate:topsecret@127.0.0.1:" + server.port())) {
      assertThatThrownBy(() -> answer(store.ping()))
          .isInstanceOf(RedisStoreException.Away.class)
          .hasMessageContaining("WRONGPASS")
          .hasMessageNotContaining("topsecret")
          .hasNoCause();
      assertThat(store.toString()).doesNotContain("topsecret");
    }
  }

  @Test
  void open_withTls_trustsWhomItIsTold(@TempDir Path dir) throws Exception {
    certify(dir);
    var tlsPort = Integer.toString(RedisServer.freePort());
    try (var server = RedisServer.open("--tls-port", tlsPort, "--tls-cert-file",
        dir.resolve("cert.pem").toString(), "--tls-key-file", dir.resolve("key.pem").toString(),
        "--tls-auth-clients", "no")) {
      assertThat(server.ask("PING")).isEqualTo("+PONG");
      var url = "rediss://127.0.0.1:" + tlsPort;
      try (var store = Stores.patient(url + "?ca=" + dir.resolve("cert.pem"))) {
        assertWorks(store);
      }
      try (var stranger = Stores.patient(url)) {
        assertThatThrownBy(() -> answer(stranger.ping()))
            .isInstanceOf(RedisStoreException.Away.class)
            .hasMessageContaining("certification path");
      }
    }
  }

  private static void assertWorks(RedisStore store) {
    await(() -> isThere(store));
    var heard = new CopyOnWriteArrayList<CreditChange>();
    var hearing = store.signals().changes().subscribe(heard::add);
    var account = Streams.account();
    await(() -> {
      var signal = answer(store.signals().raise(account));
      return heard.contains(new Changed(account, signal));
    });
    var one = Streams.used(account, 10);
    var _ = Streams.report(store, one);
    assertThat(answer(store.counter().orphans(Duration.ZERO).collectList())).containsExactly(one);
    assertThat(answer(store.signals().read(account)))
        .isEqualTo(Streams.report(store, one).signal());
    assertThat(answer(store.notices().first(account, Streams.MONTH, Crossing.EXHAUSTED, 1)))
        .isTrue();
    hearing.dispose();
    assertCaches(store);
  }

  private static void assertCaches(RedisStore store) {
    var heard = new CopyOnWriteArrayList<String>();
    store.bus().register("apps*", heard::add);
    store.bus().start();
    await(() -> {
      store.bus().publish(List.of("apps:1")).block(Stores.PATIENCE);
      return heard.contains("apps:1");
    });
    store.secondLevel().put("cache:1", new byte[]{1}, Duration.ofMinutes(1)).block(Stores.PATIENCE);
    assertThat(answer(store.secondLevel().get("cache:1"))).containsExactly(1);
    store.secondLevel().delete("cache:1").block(Stores.PATIENCE);
    assertThat(store.secondLevel().get("cache:1").block(Stores.PATIENCE)).isNull();
  }

  private static String[] words(String... first) {
    return Stream.concat(List.of(first).stream(), List.of(RULES).stream())
        .toArray(String[]::new);
  }

  private static void certify(Path dir) throws IOException, InterruptedException {
    var made = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
        "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
        "-keyout", dir.resolve("key.pem").toString(), "-out", dir.resolve("cert.pem").toString())
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("said").toFile())
        .start()
        .waitFor();
    assertThat(made).isZero();
  }
}
