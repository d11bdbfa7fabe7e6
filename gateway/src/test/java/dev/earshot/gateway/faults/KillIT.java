package dev.earshot.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.CrashingGateway.Point;
import dev.earshot.gateway.wire.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A gateway dies, sleeps or cannot write while somebody speaks: what was used is charged once, but for a
/// second at the most.
@Timeout(240)
class KillIT {
  /// A second between two beats, and half a one for a machine that has other things to do.
  private static final long LOST_MS = 1_500;
  /// The same, and what the speaker had sent and nobody had read.
  private static final long LOST_OF_SENT_MS = 2_500;
  /// More than may be lost, less than is used between two settles.
  private static final long OWED_MS = LOST_OF_SENT_MS + 700;
  private static final Duration WELL = Duration.ofSeconds(6);
  /// A busy machine has other things to do.
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String JOURNAL_FAULTS = "earshot_usage_faults_total{call=\"write the journal\"";

  private final World world;

  KillIT(@TempDir Path disks) {
    this.world = new World(disks, "earshot-kills", 60);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOWHERE")
  void kill_atThisPoint_losesASecondAtMostAndChargesNothingTwice(Point point) {
    var dying = world.gateway("a", point);
    var speaker = world.speaker(dying);
    var used = dying.awaitDeath();

    var next = world.gateway("a");
    var charged = world.awaitCharged(used - LOST_MS);

    assertThat(charged).isLessThanOrEqualTo(speaker.sentMs());
    assertThat(next.isAlive()).isTrue();
    goesOn(next, charged);
  }

  /// What the victim had not settled itself is more than may be lost, so only the other one's sweep can
  /// charge enough.
  @Test
  void killedWithItsDisk_isSettledByAnother() throws IOException {
    var dying = world.gateway("a");
    var other = world.gateway("b");
    var speaker = world.speaker(dying);
    var still = freezeOwing(dying, speaker);
    dying.kill();
    wipe(world.disk("a"));

    var charged = world.awaitCharged(still.spokenMs() - LOST_OF_SENT_MS);

    assertThat(charged).isGreaterThan(still.settledMs())
        .isBetween(still.spokenMs() - LOST_OF_SENT_MS, still.spokenMs());
    goesOn(other, charged);
  }

  /// Both books are gone: what was not settled is lost, five ticks at the most.
  @Test
  void killedWithItsDiskAndRedis_losesASettleAtMost() throws IOException {
    var dying = world.gateway("a");
    var speaker = world.speaker(dying);
    speaker.on(Duration.ofSeconds(12));
    dying.kill();
    var spoken = speaker.sentMs();
    wipe(world.disk("a"));
    world.redis().stop();
    world.redis().start();

    var next = world.gateway("a");

    assertThat(next.isAlive()).isTrue();
    assertThat(world.awaitCharged(spoken - 5_000 - LOST_OF_SENT_MS)).isLessThanOrEqualTo(spoken);
  }

  /// Before it wakes, only the other one can have charged anything; what that charged, the sleeper meets
  /// when it pays for itself again.
  @Test
  void frozenAndSettledByAnother_chargesTheRestWhenItWakes() {
    var sleeper = world.gateway("a");
    var other = world.gateway("b");
    var speaker = world.speaker(sleeper);
    var still = freezeOwing(sleeper, speaker);
    var swept = world.awaitCharged(still.spokenMs() - LOST_OF_SENT_MS);

    assertThat(swept).isGreaterThan(still.settledMs())
        .isBetween(still.spokenMs() - LOST_OF_SENT_MS, still.spokenMs());
    sleeper.thaw();
    speaker.on(WELL);
    var spoken = speaker.finish();

    assertThat(speaker.end()).startsWith("1000");
    assertThat(world.awaitCharged(spoken)).isEqualTo(spoken);
    goesOn(other, spoken);
    goesOn(sleeper, world.chargedMs());
  }

  /// No file may grow any more, as on a full disk; the journal is a file.
  @Test
  void disk_full_isLoudAndCostsNothing() {
    var gateway = world.gateway("a");
    var speaker = world.speaker(gateway);
    speaker.on(Duration.ofSeconds(3));
    gateway.forbidFilesBeyond(4_096);
    speaker.on(Duration.ofSeconds(10));

    assertThat(gateway.meter(JOURNAL_FAULTS)).isPositive();
    assertThat(gateway.meter("earshot_usage_journal_age_seconds")).isGreaterThan(2);
    var spoken = speaker.finish();

    assertThat(speaker.end()).startsWith("1000");
    assertThat(world.awaitCharged(spoken)).isEqualTo(spoken);
  }

  /// The folder turns read-only under a gateway that has its journal open, and is mended later.
  @Test
  void disk_readOnly_isLoudCostsNothingAndIsUsedAgainWhenMended() {
    var gateway = world.gateway("a");
    var speaker = world.speaker(gateway);
    speaker.on(Duration.ofSeconds(3));
    try (var _ = ReadOnlyDisk.of(world.disk("a"), gateway)) {
      speaker.on(Duration.ofSeconds(10));

      assertThat(speaker.end()).isEmpty();
      assertThat(gateway.meter(JOURNAL_FAULTS)).isPositive();
      assertThat(gateway.meter("earshot_usage_journal_age_seconds")).isGreaterThan(2);
      assertThat(world.awaitCharged(8_000)).isGreaterThanOrEqualTo(8_000);
    }
    Until.holds(() -> gateway.meter("earshot_usage_journal_age_seconds") < 2,
        SOON);
    var spoken = speaker.finish();

    assertThat(speaker.end()).startsWith("1000");
    assertThat(world.awaitCharged(spoken)).isEqualTo(spoken);
  }

  /// A gateway whose time stands still.
  ///
  /// @param spokenMs what was said to it before
  /// @param settledMs what of that it had settled itself
  private record Still(long spokenMs, long settledMs) {}

  /// Freezes it at a moment when it has settled something and owes more than may be lost.
  private Still freezeOwing(GatewayChild gateway, Speaker speaker) {
    world.awaitCharged(1);
    while (true) {
      var settled = world.chargedMs();
      Until.holds(() -> speaker.sentMs() >= settled + OWED_MS, SOON);
      gateway.freeze();
      var still = new Still(speaker.sentMs(), world.chargedMs());
      if (still.settledMs() == settled) {
        return still;
      }
      gateway.thaw(); // it was quicker
    }
  }

  private void goesOn(GatewayChild gateway, long charged) {
    var again = world.speaker(gateway);
    again.on(Duration.ofSeconds(1));
    var spoken = again.finish();
    assertThat(world.awaitCharged(charged + spoken)).isEqualTo(charged + spoken);
  }

  private static void wipe(Path disk) throws IOException {
    try (var files = Files.walk(disk)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
