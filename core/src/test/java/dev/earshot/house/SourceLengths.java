package dev.earshot.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How long sources may be: who reads one must still know at its end how it began.
final class SourceLengths {
  static final int MOST_MAIN = 250;
  static final int MOST_TEST = 300;

  private SourceLengths() {}

  /// What is too long in any module, as `path: lines (expected: at most so many)`.
  ///
  /// @param house folder of the modules
  static List<String> tooLong(Path house) {
    try (var folders = Files.list(house)) {
      return folders.sorted()
          .flatMap(module -> Stream.concat(tooLong(house, module.resolve("src/main"), MOST_MAIN),
              tooLong(house, module.resolve("src/test"), MOST_TEST)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> tooLong(Path house, Path sources, int most) {
    return in(sources).stream()
        .filter(source -> lines(source) > most)
        .map(source -> house.relativize(source) + ": " + lines(source)
            + " lines (expected: at most " + most + ")");
  }

  private static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.walk(folder)) {
      return all.filter(file -> file.toString().matches(".*\\.(java|js)")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path source) {
    try (var lines = Files.lines(source)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
