package dev.earshot.gateway;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// The keys that let somebody in before any were created: those of the configuration, or one of our
/// own that is made at first use and kept beside the store, readable by its owner only.
public final class FirstKeys {
  private static final AccountId DEVELOPER = new AccountId("dev");
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int KEY_BYTES = 24;

  private static final Logger LOG = LoggerFactory.getLogger(FirstKeys.class);

  private FirstKeys() {}

  /// Where the key of our own is kept.
  public static Path file(Path data) {
    return data.resolve("dev-key");
  }

  /// The keys that this configuration lets in; the first use makes one where it names none.
  ///
  /// @throws IOException when the key of our own cannot be kept or read
  static List<FirstKey> of(GatewayConfig config, SecureRandom random) throws IOException {
    if (!config.keys().isEmpty()) {
      return config.keys();
    }
    var file = file(config.data());
    if (!Files.exists(file)) {
      make(file, random);
    }
    var key = Files.readString(file, StandardCharsets.UTF_8).strip();
    return List.of(new FirstKey(DEVELOPER, key, MonthlyGrant.unlimited()));
  }

  /// Completes when every key is known to the store. Cold; fails when the store does not answer in time.
  static Mono<Void> admit(List<FirstKey> keys, Accounts accounts) {
    return Flux.fromIterable(keys)
        .concatMap(key -> accounts.admit(key.account(), key.key())
            .then(Mono.defer(() -> accounts.grant(key.account(), key.grant()))))
        .then()
        .timeout(DEADLINE);
  }

  /// The same for a store that may be away for some time: asks until it answers. Cold; never fails.
  static Mono<Void> admitSomeDay(List<FirstKey> keys, Accounts accounts) {
    return admit(keys, accounts).retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1))
        .maxBackoff(DEADLINE)
        .doBeforeRetry(
            again -> LOG.warn("keys cannot be let in yet: {}", again.failure().toString())));
  }

  /// A key that nobody has yet: letters, digits and `_`, so that it may stand in any header.
  static String drawn(SecureRandom random) {
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return "esk_" + HexFormat.of().formatHex(bytes);
  }

  private static void make(Path file, SecureRandom random) throws IOException {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(
        PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, drawn(random) + "\n", StandardCharsets.UTF_8);
  }
}
