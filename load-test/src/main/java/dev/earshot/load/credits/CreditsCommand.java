package dev.earshot.load.credits;

import dev.earshot.load.credits.CreditsBench.Part;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `earshot bench credits`.
@Command(name = "credits", mixinStandardHelpOptions = true, description = "What credit costs in Firestore and Redis and how soon changes are known, beside the seed system's rule on the same stores.")
public final class CreditsCommand implements Callable<Integer> {
  @Option(names = "--only", split = ",", paramLabel = "PART", description = "${COMPLETION-CANDIDATES} (default: all)")
  private Set<Part> only = EnumSet.allOf(Part.class);

  @Option(names = "--tremble", paramLabel = "MS", defaultValue = "5", description = "by how much a second of our clocks is early or late at most (default: ${DEFAULT-VALUE})")
  private long trembleMs;

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  /// Measures and prints: 0 when every gate has held, else 1.
  @Override
  public Integer call() {
    var out = new PrintWriter(System.out, true, System.out.charset());
    var table = new CreditsBench(trembleMs, out).run(only);
    table.print(out);
    if (json) {
      out.println(table.json());
    }
    return table.holds() ? 0 : 1;
  }
}
