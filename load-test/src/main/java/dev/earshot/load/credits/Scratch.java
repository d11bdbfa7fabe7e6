package dev.earshot.load.credits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder for journals, which goes when it is closed.
///
/// @param path where it is
record Scratch(Path path) implements AutoCloseable {
  static Scratch open() {
    try {
      return new Scratch(Files.createTempDirectory("bench-credits"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A new folder in it.
  Path folder(String prefix) {
    try {
      return Files.createTempDirectory(path, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
