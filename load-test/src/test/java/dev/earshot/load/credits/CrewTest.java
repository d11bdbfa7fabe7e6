package dev.earshot.load.credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three minutes of one stream in seconds, on a real Redis and a Firestore emulator.
@Timeout(90)
class CrewTest {
  @TempDir
  private static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = new Stage(folder, 0);
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void threeMinutes_ofOneStream_costOneReadAndOneSettle() {
    stage.account("ann", HourRows.PLENTY_MS);
    try (var crew = stage.crew(1)) {
      crew.openAt(5, 0, "ann", 180);
      crew.stepToTheEnd(200);

      var counts = crew.counts();

      assertThat(crew.now()).isEqualTo(186);
      assertThat(counts.billedMs()).isEqualTo(180_000);
      assertThat(stage.audit("ann", counts)).isEqualTo(180_000);
      assertThat(counts.reads()).isEqualTo(1);
      assertThat(counts.sent("HOURS_SUM")).isEqualTo(2);
      assertThat(counts.writes()).isEqualTo(3);
      assertThat(counts.faults()).isEmpty();
    }
  }

  @Test
  void threeMinutes_ofTheSeedSystem_costThreeScans() {
    stage.account("eve", 100_000);

    var rule = new SeedRule(stage, "eve", 1, 180).run(181);

    // at connect, at the first tick, and at the third, for nothing is left since the second
    assertThat(rule.tally()).isEqualTo(new SeedStream.Tally(2_160, 3, 6, 3, 3));
    assertThat(rule.seen().getFirst().exhaustedAt()).isEqualTo(120);
  }
}
