package dev.earshot.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.CrashingGateway.Point;
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
@Timeout(120)
class KillIT {
  /// A second between two beats, and half a one for a machine that has other things to do.
  private static final long LOST_MS = 1_500;
  /// The same, and what the speaker had sent and nobody had read.
  private static final long LOST_OF_SENT_MS = 2_500;
  private static final Duration WELL = Duration.ofSeconds(6);
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

  @Test
  void killedWithItsDisk_isSettledByAnother() throws IOException {
    var dying = world.gateway("a");
    var other = world.gateway("b");
    var speaker = world.speaker(dying);
    speaker.on(WELL);
    dying.kill();
    var spoken = speaker.sentMs();
    wipe(world.disk("a"));

    var charged = world.awaitCharged(spoken - LOST_OF_SENT_MS);

    assertThat(charged).isLessThanOrEqualTo(spoken);
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

  @Test
  void frozenAndSettledByAnother_chargesTheRestWhenItWakes() {
    var sleeper = world.gateway("a");
    var other = world.gateway("b");
    var speaker = world.speaker(sleeper);
    speaker.on(WELL);
    sleeper.freeze();
    var before = world.awaitCharged(speaker.sentMs() - LOST_OF_SENT_MS);

    sleeper.thaw();
    speaker.on(WELL);
    var spoken = speaker.finish();

    assertThat(before).isLessThanOrEqualTo(spoken);
    assertThat(speaker.end()).startsWith("1000");
    assertThat(world.awaitCharged(spoken)).isEqualTo(spoken);
    assertThat(other.isAlive()).isTrue();
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
