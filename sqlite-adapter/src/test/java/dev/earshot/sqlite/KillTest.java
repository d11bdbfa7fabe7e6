package dev.earshot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real process, really killed while it writes.
@Timeout(60)
class KillTest {
  private final Path file;

  KillTest(@TempDir Path dir) {
    file = dir.resolve("earshot.db");
  }

  @RepeatedTest(3)
  void kill_midWrite_losesNothingThatWasAcknowledged() throws Exception {
    try (var child = Child.writingTo(file)) {
      child.reach(200);
      var last = child.kill(); // falls wherever it falls
      assertThat(last).isGreaterThanOrEqualTo(200);

      try (var store = SqliteStore.open(file, InstantSource.system())) {
        var readings = Objects.requireNonNull(store.usageJournal().unsettled().block());
        // the round after the acknowledged one may be there too, but as a whole
        assertThat(readings).hasSize(Child.STREAMS);
        assertThat(readings).extracting(Reading::usedMs).containsOnly(readings.getFirst().usedMs());
        assertThat(readings.getFirst().usedMs()).isBetween(last, last + 1);
        assertThat(Used.in(store, Child.ACCOUNT, Child.MONTH)).isBetween(last, last + 1);
      }
    }
  }

  @Test
  void settle_besideAnotherProcess_sumsExactly() throws Exception {
    try (var child = Child.writingTo(file)) {
      child.reach(1);
      var mine = new StreamId(new UUID(3, 0));
      try (var store = SqliteStore.open(file, InstantSource.system())) {
        for (long n = 0; n < 200; n++) {
          store.usageLedger()
              .settle(new Settle(mine, Child.ACCOUNT, Child.MONTH, n * 1_000, (n + 1) * 1_000))
              .block();
        }
      }
      var last = child.kill();

      try (var store = SqliteStore.open(file, InstantSource.system())) {
        assertThat(Used.in(store, Child.ACCOUNT, Child.MONTH)).isBetween(200_000 + last,
            200_000 + last + 1);
      }
    }
  }
}
