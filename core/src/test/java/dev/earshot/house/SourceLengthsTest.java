package dev.earshot.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sources of all modules, from the first that is built.
class SourceLengthsTest {
  private static final Path HOUSE = Path.of("..");

  @TempDir
  private Path other;

  @Test
  void sources_ofAllModules_areShort() {
    assertThat(HOUSE.resolve("gateway/src/main")).isDirectory();
    assertThat(SourceLengths.tooLong(HOUSE)).isEmpty();
  }

  @Test
  void tooLong_oneLineMore_isFound() throws IOException {
    write("a/src/main/java/x/Long.java", 251);
    write("a/src/main/java/x/Short.java", 250);
    write("a/src/main/resources/long.js", 251);
    write("a/src/main/resources/long.csv", 9_999);
    write("b/src/test/java/x/LongTest.java", 301);
    write("b/src/test/java/x/ShortTest.java", 300);

    assertThat(SourceLengths.tooLong(other)).containsExactly(
        "a/src/main/java/x/Long.java: 251 lines (expected: at most 250)",
        "a/src/main/resources/long.js: 251 lines (expected: at most 250)",
        "b/src/test/java/x/LongTest.java: 301 lines (expected: at most 300)");
  }

  private void write(String name, int lines) throws IOException {
    var file = other.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "\n".repeat(lines));
  }
}
