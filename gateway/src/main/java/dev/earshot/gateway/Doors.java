package dev.earshot.gateway;

import dev.earshot.gateway.auth.Gatekeeper;
import dev.earshot.gateway.auth.HandshakeRate;
import dev.earshot.gateway.auth.KeyWatch;
import dev.earshot.gateway.auth.Origins;
import dev.earshot.gateway.auth.TokenKey;
import dev.earshot.gateway.auth.Tokens;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.socket.Gate;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Schedulers;

/// Everything that decides who comes in and who must leave, as a configuration asks for it.
///
/// @param key signs our tokens, and makes the secrets that sign for apps
record Doors(Gatekeeper gatekeeper, Tokens tokens, TokenKey key, KeyWatch watch,
    HandshakeRate rate, Origins origins) {
  /// Opens them; whoever keeps the closings closes them.
  ///
  /// @throws IOException when the key of our tokens cannot be kept or read
  static Doors open(GatewayConfig config, Stores stores, RandomGenerator random,
      InstantSource clock, Closings closings) throws IOException {
    var doors = config.doors();
    var key = doors.tokenKey() == null
        ? TokenKey.of(config.data(), random)
        : TokenKey.parse(doors.tokenKey());
    var tokens = new Tokens(key, clock);
    return new Doors(
        closings.keep(new Gatekeeper(stores.keys(), tokens, doors.issuers(), clock,
            Stores.DEADLINE)),
        tokens, key,
        closings.keep(KeyWatch.start(stores.keys(), stores.signals(), clock,
            Schedulers.parallel(), Stores.DEADLINE)),
        new HandshakeRate(doors.handshakes(), System::nanoTime), doors.origins());
  }

  /// What signs that which the app of this id is told.
  String hookSecret(String app) {
    return key.derive("hook:" + app);
  }

  Gate gate() {
    return new Gate(gatekeeper, watch, rate, origins);
  }
}
