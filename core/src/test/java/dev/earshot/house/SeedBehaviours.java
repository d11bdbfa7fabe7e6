package dev.earshot.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// The page that names, for each behaviour of the seed system's tests, the test of ours that would fail
/// without it.
final class SeedBehaviours {
  static final int MANY = 51;
  private static final Pattern ROW = Pattern.compile("\\| *(\\d+) *\\|.*");

  private SeedBehaviours() {}

  /// What is wrong with the page: a number that is missing or not in its place, one without a test, a test
  /// that is nowhere or is not run.
  ///
  /// @param house folder of the modules
  static List<String> faults(Path house, List<String> page) {
    var tests = NamedTests.of(house);
    var faults = new ArrayList<String>();
    var next = 1;
    for (var line : page) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        if (Integer.parseInt(Objects.requireNonNull(row.group(1))) != next) {
          faults.add("row: " + row.group(1) + " (expected: " + next + ")");
        }
        faults.addAll(tests.faults(line, Integer.toString(next++)));
      }
    }
    if (next != MANY + 1) {
      faults.add("rows: " + (next - 1) + " (expected: " + MANY + ")");
    }
    return faults;
  }
}
