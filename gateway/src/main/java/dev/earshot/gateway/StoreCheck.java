package dev.earshot.gateway;

import dev.earshot.core.account.Plans;
import dev.earshot.firestore.DocumentOperations;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Firestore;
import dev.earshot.gateway.config.GatewayConfig.Redis;
import dev.earshot.redis.RedisAddress;
import dev.earshot.redis.RedisStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Whether a store that many instances share answers, for somebody who sets up a machine.
///
/// @param text where it is, and what to do where it does not answer
public record StoreCheck(String what, boolean fine, String text) {
  private static final Duration WITHIN = Duration.ofSeconds(6);
  private static final Duration AGAIN = Duration.ofMillis(100);

  /// Asks each that this configuration names. Blocks for some seconds.
  public static List<StoreCheck> all(GatewayConfig config) {
    var checks = new ArrayList<StoreCheck>();
    var redis = config.backing().redis();
    var firestore = config.backing().firestore();
    checks.add(redis == null
        ? new StoreCheck("Redis", true, "not used (EARSHOT_SIGNALS: embedded)")
        : of(redis));
    checks.add(firestore == null
        ? new StoreCheck("Firestore", true, "not used (EARSHOT_STORE: embedded)")
        : of(firestore));
    return checks;
  }

  private static StoreCheck of(Redis redis) {
    var address = RedisAddress.parse(redis.url());
    try (var store = RedisStore.open(address, InstantSource.system())) {
      return asked("Redis", address.toString(), store.ping(),
          "start it, or set EARSHOT_REDIS_URL");
    }
  }

  private static StoreCheck of(Firestore firestore) {
    var emulator = firestore.emulator();
    var where = "project " + firestore.project()
        + (emulator == null ? "" : ", emulator " + emulator);
    try (var store = FirestoreStore.open(Stores.settings(firestore), Plans.none(),
        InstantSource.system(), DocumentOperations.UNHEARD)) {
      return asked("Firestore", where, store.ping(), "check GOOGLE_CLOUD_PROJECT, the credentials"
          + " and the network, or FIRESTORE_EMULATOR_HOST");
    }
  }

  /// A connection is only being made when it is first asked.
  private static StoreCheck asked(String what, String where, Mono<Void> ping, String remedy) {
    try {
      ping.retryWhen(Retry.fixedDelay(WITHIN.dividedBy(AGAIN) / 2, AGAIN)
          .onRetryExhaustedThrow((_, last) -> last.failure())).block(WITHIN);
      return new StoreCheck(what, true, where + " answers");
    } catch (RuntimeException e) {
      return new StoreCheck(what, false, where + ": " + e.getMessage() + ": " + remedy);
    }
  }
}
