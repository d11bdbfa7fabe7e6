package dev.earshot.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tests of all modules, as a page names them: `ClassTest#method`.
final class NamedTests {
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern CONTRACT = Pattern.compile("\\w+Contract\\b");
  private static final Pattern RUN = Pattern
      .compile(" *@(Test|ParameterizedTest|RepeatedTest)\\b.*");

  private final Map<String, Path> sources;

  private NamedTests(Map<String, Path> sources) {
    this.sources = sources;
  }

  /// @param house folder of the modules
  static NamedTests of(Path house) {
    return new NamedTests(sources(house));
  }

  /// What is wrong with a line of a page: a test that is nowhere or is not run, or that it names none.
  ///
  /// @param label of the line in what is told
  List<String> faults(String line, String label) {
    var faults = new ArrayList<String>();
    var named = NAMED.matcher(line);
    var found = 0;
    for (; named.find(); found++) {
      var type = Objects.requireNonNull(named.group(1));
      var method = Objects.requireNonNull(named.group(2));
      if (!runs(type, method)) {
        faults.add(label + ": " + type + "#" + method + " (expected: a test that is run)");
      }
    }
    if (found == 0) {
      faults.add(label + ": no test (expected: one or more)");
    }
    return faults;
  }

  /// Whether a class has this test, itself or through a contract that it keeps.
  private boolean runs(String type, String method) {
    var source = sources.get(type);
    if (source == null) {
      return false;
    }
    var lines = lines(source);
    return isTest(lines, method) || CONTRACT.matcher(head(lines))
        .results()
        .map(contract -> contract.group())
        .filter(contract -> !contract.equals(type))
        .anyMatch(contract -> runs(contract, method));
  }

  /// What stands between the class's name and its body.
  private static String head(List<String> lines) {
    var text = String.join("\n", lines);
    var from = text.indexOf("implements");
    return from < 0 ? "" : text.substring(from, text.indexOf('{', from));
  }

  /// Whether there is a method of this name, with an annotation between it and the blank line above.
  private static boolean isTest(List<String> lines, String method) {
    var at = lines.size() - 1;
    while (at >= 0 && !lines.get(at).contains("void " + method + "(")) {
      at--;
    }
    var isRun = false;
    for (; at >= 0 && !lines.get(at).isBlank(); at--) {
      if (lines.get(at).contains("@Disabled")) {
        return false;
      }
      isRun |= RUN.matcher(lines.get(at)).matches();
    }
    return isRun;
  }

  private static Map<String, Path> sources(Path house) {
    var found = new HashMap<String, Path>();
    try (var modules = Files.list(house)) {
      modules.flatMap(module -> Stream.of(module.resolve("src/test"), module.resolve("src/main")))
          .filter(Files::isDirectory)
          .flatMap(NamedTests::below)
          .filter(file -> file.toString().matches(".*(Test|IT|Contract)\\.java"))
          .forEach(file -> found.put(name(file), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static Stream<Path> below(Path folder) {
    try (var all = Files.walk(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString().replace(".java", "");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
