package dev.earshot.gateway.wire;

import dev.earshot.core.account.Plans;
import dev.earshot.core.recogniser.Load;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.gateway.admission.Admission;
import dev.earshot.gateway.admission.CreditCheck;
import dev.earshot.gateway.auth.Gatekeeper;
import dev.earshot.gateway.auth.HandshakeRate;
import dev.earshot.gateway.auth.KeyWatch;
import dev.earshot.gateway.auth.Origins;
import dev.earshot.gateway.auth.TokenKey;
import dev.earshot.gateway.auth.Tokens;
import dev.earshot.gateway.ops.Memory;
import dev.earshot.gateway.socket.Drain;
import dev.earshot.gateway.socket.DrainTimes;
import dev.earshot.gateway.socket.Gate;
import dev.earshot.gateway.socket.StreamDesk;
import dev.earshot.testkit.MemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import reactor.core.scheduler.Schedulers;

/// Admissions of tests.
public final class Room {
  private Room() {}

  /// There is always room.
  public static Admission forAll() {
    return new Admission(() -> Load.NONE, () -> 0, () -> new Memory(0, 0),
        Admission.Limits.DEFAULT);
  }

  /// Tells everybody at once.
  public static Drain drain(StreamDesk desk) {
    return new Drain(desk.streams(),
        new DrainTimes(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5)), new Random(1),
        Schedulers.parallel());
  }

  /// Credit as this store knows it, on the basic plan's policy.
  public static CreditCheck credit(MemoryStore store, InstantSource clock) {
    return new CreditCheck(store.allowances(), Plans.none(), clock);
  }

  /// Lets in whoever has a key of this store.
  public static Gate gate(MemoryStore store) {
    var clock = InstantSource.system();
    var tokens = new Tokens(
        TokenKey.parse(Base64.getEncoder().encodeToString(new byte[32])), clock);
    return new Gate(
        new Gatekeeper(store.apiKeys(), tokens, List.of(), clock, Duration.ofSeconds(2)),
        KeyWatch.start(store.apiKeys(), new InProcessSignals(), clock, Schedulers.parallel(),
            Duration.ofSeconds(2)),
        new HandshakeRate(10_000, System::nanoTime), Origins.ALL);
  }
}
