package dev.earshot.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of threats, each with the tests that try it.
class SecurityPageTest {
  private static final Path HOUSE = Path.of("..");
  private static final int LEAST = 25;
  private static final Predicate<String> ROW = Pattern.compile("\\| (?!what somebody).+")
      .asMatchPredicate();

  @Test
  void page_eachThreat_namesATestThatIsRun() throws IOException {
    var rows = Files.readAllLines(HOUSE.resolve("docs/security.md")).stream().filter(ROW).toList();
    var tests = NamedTests.of(HOUSE);

    assertThat(rows).hasSizeGreaterThan(LEAST);
    assertThat(rows.stream().flatMap(row -> tests.faults(row, row.split("\\|", 3)[1]).stream()))
        .isEmpty();
  }
}
