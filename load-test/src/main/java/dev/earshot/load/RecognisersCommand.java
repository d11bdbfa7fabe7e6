package dev.earshot.load;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `earshot bench recognisers`: what clients notice when a recogniser fails them.
@Command(name = "recognisers", mixinStandardHelpOptions = true, description = "Recognisers that fail in twelve ways while many speak: words lost and doubled, time to the next word (11 min a round).")
final class RecognisersCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private Bench bench;

  @Option(names = "--streams", defaultValue = "200", description = "that speak at once (default: ${DEFAULT-VALUE})")
  private int streams;

  @Option(names = "--rounds", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--fault", split = ",", paramLabel = "FAULT", description = "only these: ${COMPLETION-CANDIDATES} (default: all)")
  private List<RecogniserFault> faults = Arrays.asList(RecogniserFault.values());

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var out = new PrintWriter(System.out, true, System.out.charset());
    var figures = new RecognisersBench(bench.data(), out).run(faults, streams, rounds);
    return Bench.report(figures, json, out);
  }
}
