package dev.earshot.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.auth.Access.Granted;
import dev.earshot.gateway.auth.Access.Revoked;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Until;
import dev.earshot.redis.RedisAddress;
import dev.earshot.redis.RedisStore;
import dev.earshot.sqlite.SqliteStore;
import dev.earshot.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// One instance revokes, another one has the stream: real Redis, and one file that both have open.
@Timeout(60)
@ExtendWith(CleanLog.class)
class RevocationTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final InstantSource CLOCK = InstantSource.system();

  @Test
  void revoke_onAnotherInstance_endsTheStreamWithoutARound(@TempDir Path dir) throws Exception {
    var timer = VirtualTimeScheduler.create(); // stands still: no round ever comes
    var file = dir.resolve("earshot.db");
    try (var redis = RedisServer.open();
        var here = connected(redis);
        var there = connected(redis);
        var keys = SqliteStore.open(file, Plans.none(), CLOCK);
        var theirs = SqliteStore.open(file, Plans.none(), CLOCK);
        var gatekeeper = new Gatekeeper(keys.apiKeys(),
            new Tokens(TokenKey.of(dir, new Random(1)), CLOCK), List.of(), CLOCK, DEADLINE);
        var watch = KeyWatch.start(keys.apiKeys(), here.signals(), CLOCK, timer, DEADLINE)) {
      var hash = KeyHash.of("esk_s3cret");
      var key = ApiKey.fresh(hash, ANN, "van", CLOCK.instant(), null);
      theirs.apiKeys().create(hash, key).block();
      var told = new AtomicInteger();
      var pass = ((Granted) admit(gatekeeper)).pass();
      var _ = watch.watch(pass, told::incrementAndGet);

      theirs.apiKeys().revoke(key.id(), CLOCK.instant()).block();
      // a subscription takes a moment to reach Redis: announced until it is heard
      Mono.defer(() -> there.signals().raise(ANN))
          .delayElement(Duration.ofMillis(50))
          .repeat(200, () -> told.get() == 0)
          .then()
          .block();

      Until.holds(() -> told.get() == 1);
      assertThat(admit(gatekeeper)).isEqualTo(new Revoked());
      assertThat(watch.size()).isZero();
    } finally {
      timer.dispose();
    }
  }

  /// A cold client on a busy machine may miss its own deadline: then another one, which is warm.
  private static RedisStore connected(RedisServer redis) {
    for (var left = 5;; left--) {
      var store = RedisStore.open(RedisAddress.parse(redis.url()), CLOCK);
      try {
        store.ping().block();
        return store;
      } catch (RuntimeException e) {
        store.close();
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private static Access admit(Gatekeeper gatekeeper) {
    return Objects.requireNonNull(gatekeeper.admit("esk_s3cret", Scope.LISTEN).block());
  }
}
