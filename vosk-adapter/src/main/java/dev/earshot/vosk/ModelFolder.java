package dev.earshot.vosk;

import dev.earshot.core.recogniser.RecogniserException.Refused;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the user's model is. The library says no more of a wrong folder than that it failed.
final class ModelFolder {
  private static final String SETTING = "EARSHOT_VOSK_MODEL";

  private ModelFolder() {}

  /// Looks whether it can be one.
  ///
  /// @throws Refused when it cannot
  static void check(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw wrong(folder, "no folder");
    }
    // where the acoustic model lies: models before 2020 have it at the top
    if (!Files.isRegularFile(folder.resolve("am/final.mdl"))
        && !Files.isRegularFile(folder.resolve("final.mdl"))) {
      throw wrong(folder, "no acoustic model in it");
    }
  }

  static Refused wrong(Path folder, String why) {
    return new Refused(SETTING + ": " + folder
        + " (expected: a folder with a Vosk model: am/final.mdl, conf/model.conf, graph/...), "
        + why);
  }
}
