package dev.earshot.load.credits;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/// The main class of an instance in a process of its own. Each line that it reads is a command, each line
/// that it writes is the answer as JSON; it ends with its standard input.
///
/// | command | answer |
/// |---|---|
/// | `open KEY SECONDS` | how many streams are open |
/// | `step` | the same, when the second is over |
/// | `counts` | [Counts] |
final class Worker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Worker() {}

  /// Serves until its standard input ends.
  ///
  /// @param words emulator, Redis, folder, seed, by how many ms the clock trembles
  public static void main(String[] words) throws IOException {
    var out = System.out;
    System.setOut(System.err); // the answers' line is theirs alone
    var seed = Long.parseLong(words[3]);
    var clock = new Hand(Long.parseLong(words[4]), seed);
    var place = new Backing.Place(words[0], words[1]);
    try (
        var instance = new Instance(new Backing(place, Path.of(words[2]), clock), clock,
            new SplittableRandom(seed));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      serve(instance, in, out);
    }
    System.exit(0); // whatever threads are left
  }

  private static void serve(Instance instance, BufferedReader in, PrintStream out)
      throws IOException {
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      out.println(JSON.writeValueAsString(answer(instance, line.split(" "))));
      out.flush();
    }
  }

  private static Object answer(Instance instance, String... words) {
    switch (words[0]) {
      case "open" -> instance.open(words[1], Long.parseLong(words[2]));
      case "step" -> instance.step();
      case "counts" -> {
        return instance.counts();
      }
      default -> throw new IllegalArgumentException(
          "command: " + words[0] + " (expected: open, step, counts)");
    }
    return Map.of("open", instance.openStreams());
  }
}
