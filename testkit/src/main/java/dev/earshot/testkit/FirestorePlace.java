package dev.earshot.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Where this machine has a Firestore emulator. The first that fits:
///
/// | # | where | what |
/// |---|---|---|
/// | 1 | `FIRESTORE_EMULATOR_HOST` | one that runs already, `host:port` |
/// | 2 | `FIRESTORE_EMULATOR_JAR` | a jar; naming one that is not there is an error |
/// | 3 | `CLOUDSDK_ROOT`, then the usual folders of the gcloud SDK | its component |
/// | 4 | `~/.cache/firebase/emulators` | the youngest jar that the Firebase tools have fetched |
sealed interface FirestorePlace {
  /// Runs already, and is somebody else's to stop.
  record Running(String hostAndPort) implements FirestorePlace {}

  /// Can be started.
  record Jar(Path file) implements FirestorePlace {}

  /// Is nowhere.
  record Nowhere() implements FirestorePlace {
    static final String REMEDY = "Firestore emulator: none found (expected: one of"
        + " `gcloud components install cloud-firestore-emulator`,"
        + " `firebase setup:emulators:firestore`,"
        + " FIRESTORE_EMULATOR_JAR=/path/to.jar, FIRESTORE_EMULATOR_HOST=host:port)";
  }

  static FirestorePlace find(Map<String, String> environment, Path home, List<Path> sdks) {
    var host = environment.getOrDefault("FIRESTORE_EMULATOR_HOST", "");
    if (!host.isBlank()) {
      return new Running(host);
    }
    var named = environment.getOrDefault("FIRESTORE_EMULATOR_JAR", "");
    if (!named.isBlank()) {
      return new Jar(existing(Path.of(named)));
    }
    return Stream.of(root(environment), sdks.stream(), Stream.of(home.resolve("google-cloud-sdk")))
        .flatMap(roots -> roots)
        .map(root -> root.resolve("platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"))
        .filter(Files::isRegularFile)
        .findFirst()
        .or(() -> fetched(home.resolve(".cache/firebase/emulators")))
        .<FirestorePlace>map(Jar::new)
        .orElseGet(Nowhere::new);
  }

  private static Stream<Path> root(Map<String, String> environment) {
    return Stream.ofNullable(environment.get("CLOUDSDK_ROOT"))
        .filter(root -> !root.isBlank())
        .map(Path::of);
  }

  private static Path existing(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException(
          "FIRESTORE_EMULATOR_JAR: " + jar + " (expected: a file that exists)");
    }
    return jar;
  }

  private static Optional<Path> fetched(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> name(file).matches("cloud-firestore-emulator-v.*\\.jar"))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }
}
