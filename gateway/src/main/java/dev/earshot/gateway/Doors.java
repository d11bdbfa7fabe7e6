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
record Doors(Gatekeeper gatekeeper, Tokens tokens, KeyWatch watch, HandshakeRate rate,
    Origins origins) {
  /// Opens them; whoever keeps the closings closes them.
  ///
  /// @throws IOException when the key of our tokens cannot be kept or read
  static Doors open(GatewayConfig config, Stores stores, RandomGenerator random,
      InstantSource clock, Closings closings) throws IOException {
    var doors = config.doors();
    var tokens = new Tokens(doors.tokenKey() == null
        ? TokenKey.of(config.data(), random)
        : TokenKey.parse(doors.tokenKey()), clock);
    return new Doors(
        closings.keep(new Gatekeeper(stores.keys(), tokens, doors.issuers(), clock,
            Stores.DEADLINE)),
        tokens,
        closings.keep(KeyWatch.start(stores.keys(), stores.signals(), clock,
            Schedulers.parallel(), Stores.DEADLINE)),
        new HandshakeRate(doors.handshakes(), System::nanoTime), doors.origins());
  }

  Gate gate() {
    return new Gate(gatekeeper, watch, rate, origins);
  }
}
