package dev.earshot.load.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
  private static final Scene PLAYED = Scene.all().get(1);
  private static final Scene TORN = Scene.all().get(2);

  @TempDir
  private Path folder = Path.of("");

  @Test
  void in_folderOfAStoppedRun_knowsWhatWasPlayedToItsEnd() throws Exception {
    var outcome = outcome(PLAYED);
    Kept.in(folder, false).keep(outcome);
    Files.writeString(folder.resolve("outcomes.jsonl"),
        Kept.json(outcome(TORN)).substring(0, 30), StandardOpenOption.APPEND);

    var kept = Kept.in(folder, false);

    assertThat(kept.of(PLAYED)).contains(outcome);
    assertThat(kept.of(TORN)).isEmpty();
  }

  @Test
  void in_again_forgetsAll() throws Exception {
    Kept.in(folder, false).keep(outcome(PLAYED));

    assertThat(Kept.in(folder, true).of(PLAYED)).isEmpty();
    assertThat(Kept.in(folder, false).of(PLAYED)).isEmpty();
  }

  private static Outcome outcome(Scene scene) {
    return new Outcome(scene.name(), 20, 21, 0, 0, 0, 100, 100, 0, 400, 5_000,
        Map.of("1001 server is going away", 2L), Map.of("degraded", 1L));
  }
}
