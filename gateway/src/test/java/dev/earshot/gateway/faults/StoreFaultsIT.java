package dev.earshot.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.testkit.RedisSentinel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What stands behind a gateway fails for ten ticks while somebody speaks: the socket stays, words come,
/// and the bill is exact.
@Timeout(120)
class StoreFaultsIT {
  private static final Duration WELL = Duration.ofSeconds(3);
  private static final Duration OUTAGE = Duration.ofSeconds(10);
  /// Until two questions one after the other have been left unanswered for as long as a ledger is waited for:
  /// what was used between them was granted blindly.
  private static final Duration TWO_QUESTIONS = Duration.ofSeconds(18);

  private final World world;

  StoreFaultsIT(@TempDir Path disks) {
    this.world = new World(disks, "earshot-outages", 60);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void redis_stoppedAndStartedEmpty_countsEverySecondOnce() {
    survives(() -> world.redis().stop(), () -> world.redis().start());
  }

  @Test
  void redis_frozen_countsEverySecondOnce() {
    survives(() -> world.redis().freeze(), () -> world.redis().thaw());
  }

  /// The replica lacks what came last, and a client has to find it.
  @Test
  void redis_failedOverBySentinel_countsEverySecondOnce() {
    try (var sentinel = RedisSentinel.open()) {
      world.with("EARSHOT_REDIS_URL", sentinel.url());

      var gateway = survives(sentinel::failOver, () -> {});

      assertThat(gateway.meter("earshot_redis_round_trips_total")).isPositive();
    }
  }

  @Test
  void firestore_frozen_countsEverySecondOnce() {
    survives(() -> world.firestore().freeze(), () -> world.firestore().thaw());
  }

  @Test
  void both_frozen_countEverySecondOnceAndSayWhatWasGrantedBlind() {
    var gateway = survives(TWO_QUESTIONS, () -> {
      world.redis().freeze();
      world.firestore().freeze();
    }, () -> {
      world.redis().thaw();
      world.firestore().thaw();
    });

    assertThat(gateway.meter("earshot_credit_blind_ms_total")).isPositive();
  }

  /// Nothing but this emulator forgets its documents; with them goes what was granted.
  @Test
  void firestore_restartedEmpty_endsNoSocketAndTellsTheTruth() {
    var gateway = world.gateway("a");
    var speaker = world.speaker(gateway);
    speaker.on(WELL);

    world.firestore().stop();
    speaker.on(OUTAGE);
    world.firestore().start();
    speaker.awaitNew("credits_exhausted");

    assertThat(speaker.end()).isEmpty();
    var spoken = speaker.finish();
    assertThat(speaker.end()).startsWith("1000");
    assertThat(world.chargedMs()).isBetween(0L, spoken);
  }

  private GatewayChild survives(Runnable fault, Runnable cure) {
    return survives(OUTAGE, fault, cure);
  }

  private GatewayChild survives(Duration outage, Runnable fault, Runnable cure) {
    var gateway = world.gateway("a");
    var speaker = world.speaker(gateway);
    speaker.on(WELL);

    fault.run();
    speaker.on(outage);
    assertThat(speaker.end()).isEmpty();
    speaker.awaitNew("is_final");
    cure.run();
    speaker.on(WELL);

    var spoken = speaker.finish();
    assertThat(speaker.end()).startsWith("1000");
    assertThat(speaker.heard()).noneMatch(said -> said.contains("credits_exhausted"));
    assertThat(world.awaitCharged(spoken)).isEqualTo(spoken);
    return gateway;
  }
}
