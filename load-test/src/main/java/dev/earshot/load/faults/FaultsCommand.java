package dev.earshot.load.faults;

import dev.earshot.load.faults.Play.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `earshot faults`: breaks one thing after the other, and two at once, and tells what it has cost.
@Command(name = "faults", mixinStandardHelpOptions = true, sortOptions = false, description = "Break Redis, Firestore, a recogniser, the balancer and a gateway while devices talk: nine faults, and all pairs of them. A run that was stopped goes on. Exit 0: every bound has held; 1: not; 2: wrongly called.")
final class FaultsCommand implements Callable<Integer> {
  private static final Duration STEADY = Duration.ofSeconds(4);
  private static final Duration RAMP = Duration.ofSeconds(10);
  private static final Duration FAULT = Duration.ofSeconds(7);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Option(names = "--list", description = "tell the faults and their pairs, and which were played")
  private boolean list;

  @Option(names = "--singles", description = "single faults only")
  private boolean singles;

  @Option(names = "--only", paramLabel = "NAME", split = ",", description = "these of --list only")
  private Set<String> only = Set.of();

  @Option(names = "--streams", paramLabel = "N", description = "devices that talk, 5 to 2000; every fifth comes while the fault lasts (default: 50)")
  private @Nullable Integer streams;

  @Option(names = "--rolling", description = "a rolling update in place of faults: each gateway goes away and comes back while devices talk (500 of them, if --streams does not say otherwise)")
  private boolean rolling;

  @Option(names = "--again", description = "forget what was played before")
  private boolean again;

  @Option(names = "--kept", paramLabel = "FOLDER", defaultValue = "target/faults", description = "where outcomes and logs are kept (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("target/faults");

  @Option(names = "--json", description = "a line of JSON for each behind the table")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    if (streams != null && (streams < 5 || streams > 2_000)) {
      throw new IllegalArgumentException("streams: " + streams + " (expected: 5..2000)");
    }
    var scenes = only.isEmpty() ? singles ? Scene.singles() : Scene.all() : Scene.named(only);
    if (rolling && !list) {
      return roll(out);
    }
    var kept = Kept.in(folder, again && !list);
    if (list) {
      scenes.forEach(scene -> out.println(
          (kept.of(scene).isPresent() ? "played   " : "missing  ") + scene.name() + "   "
              + scene.what()));
      return 0;
    }
    play(scenes.stream().filter(scene -> kept.of(scene).isEmpty()).toList(), kept, out);
    var outcomes = scenes.stream().flatMap(scene -> kept.of(scene).stream()).toList();
    Table.print(outcomes, out);
    if (json) {
      for (var outcome : outcomes) {
        out.println(Kept.json(outcome));
      }
    }
    return outcomes.stream().allMatch(Outcome::holds) ? 0 : 1;
  }

  private int roll(PrintWriter out) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var outcome = new Rolling(Files.createTempDirectory(folder, "rolling"),
        streams == null ? 500 : streams, RAMP, out).play();
    outcome.print(out);
    if (json) {
      out.println(Kept.json(outcome));
    }
    return outcome.holds() ? 0 : 1;
  }

  /// On a new stage behind each that has not held: what is left of one scene is not to be charged to others.
  private void play(List<Scene> scenes, Kept kept, PrintWriter out)
      throws IOException, InterruptedException {
    var left = new ArrayList<>(scenes);
    while (!left.isEmpty()) {
      try (var stage = Stage.open(Files.createTempDirectory(folder, "stage"), Map.of())) {
        var play = new Play(stage, Times.of(streams == null ? 50 : streams, STEADY, FAULT));
        var held = true;
        while (held && !left.isEmpty()) {
          var scene = left.removeFirst();
          out.printf("%d of %d: %s%n", scenes.size() - left.size(), scenes.size(), scene.what());
          var outcome = play.play(scene);
          kept.keep(outcome);
          out.println(Table.row(outcome));
          held = outcome.holds();
        }
      }
    }
  }
}
