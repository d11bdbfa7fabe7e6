package dev.earshot.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tests of all modules, from the first that is built.
class SeedBehavioursTest {
  private static final Path HOUSE = Path.of("..");

  @TempDir
  private Path other;

  @Test
  void page_eachBehaviour_namesATestThatIsRun() throws IOException {
    var page = Files.readAllLines(HOUSE.resolve("docs/seed-behaviours.md"));

    assertThat(SeedBehaviours.faults(HOUSE, page)).isEmpty();
  }

  @Test
  void faults_completePage_areNone() throws IOException {
    write("KeptTest", "class KeptTest implements\n    KeptContract {",
        "  @Test\n  void own_one() {");
    write("KeptContract", "interface KeptContract {",
        "  @ParameterizedTest\n  @ValueSource(ints = {1})\n  default void of_contract(int n) {");
    var page = page("`KeptTest#own_one`");
    page.set(7, "| 8 | kept | `KeptTest#own_one`, `KeptTest#of_contract` |");

    assertThat(SeedBehaviours.faults(other, page)).isEmpty();
  }

  @Test
  void faults_testIsMissingOrNotRun_areTold() throws IOException {
    write("KeptTest", "class KeptTest {", "  @Test\n  @Disabled\n  void asleep() {",
        "  void bare() {", "  @Test\n  void own_one() {");
    var page = page("`KeptTest#own_one`");
    page.set(0, "| 1 | gone | `KeptTest#gone` |");
    page.set(1, "| 2 | asleep | `KeptTest#asleep` |");
    page.set(2, "| 3 | bare | `KeptTest#bare` |");
    page.set(3, "| 4 | nowhere | `GoneTest#own_one` |");
    page.set(4, "| 5 | none | |");

    assertThat(SeedBehaviours.faults(other, page)).containsExactly(
        "1: KeptTest#gone (expected: a test that is run)",
        "2: KeptTest#asleep (expected: a test that is run)",
        "3: KeptTest#bare (expected: a test that is run)",
        "4: GoneTest#own_one (expected: a test that is run)",
        "5: no test (expected: one or more)");
  }

  @Test
  void faults_numberIsMissing_areTold() throws IOException {
    write("KeptTest", "class KeptTest {", "  @Test\n  void own_one() {");
    var page = page("`KeptTest#own_one`");
    page.remove(50);
    page.set(10, page.get(9));

    assertThat(SeedBehaviours.faults(other, page)).containsExactly("row: 10 (expected: 11)",
        "rows: 50 (expected: 51)");
  }

  private static List<String> page(String test) {
    return new ArrayList<>(IntStream.rangeClosed(1, SeedBehaviours.MANY)
        .mapToObj(number -> "| " + number + " | something | " + test + " |")
        .toList());
  }

  /// Each part with a body of its own and a blank line behind it.
  private void write(String name, String head, String... methods) throws IOException {
    var file = other.resolve("a/src/test/java/x/" + name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, head + "\n" + String.join("\n  }\n\n", methods) + "\n  }\n}\n");
  }
}
