package dev.earshot.load.faults;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What scenes of this and earlier runs have cost, a line of JSON each: a run that was stopped goes on behind
/// the last of them.
final class Kept {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

  private Kept(Path file) {
    this.file = file;
  }

  /// Those of a folder, which is made where it is missing.
  ///
  /// @param again whether what is there is forgotten
  static Kept in(Path folder, boolean again) throws IOException {
    Files.createDirectories(folder);
    var kept = new Kept(folder.resolve("outcomes.jsonl"));
    if (again) {
      Files.deleteIfExists(kept.file);
    }
    if (Files.exists(kept.file)) {
      for (var line : Files.readAllLines(kept.file)) {
        kept.read(line);
      }
    }
    return kept;
  }

  /// A line that was not written to its end is of a scene that has to be played again.
  private void read(String line) {
    try {
      var outcome = JSON.readValue(line, Outcome.class);
      outcomes.put(outcome.scene(), outcome);
    } catch (JacksonException e) {
      // played again
    }
  }

  Optional<Outcome> of(Scene scene) {
    return Optional.ofNullable(outcomes.get(scene.name()));
  }

  void keep(Outcome outcome) throws IOException {
    outcomes.put(outcome.scene(), outcome);
    Files.writeString(file, json(outcome) + "\n", StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  static String json(Record outcome) throws IOException {
    return JSON.writeValueAsString(outcome);
  }
}
