package dev.earshot.load.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.load.report.Comparison;
import dev.earshot.load.report.Report;
import dev.earshot.load.report.Threshold;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `earshot load compare`: two runs side by side.
@Command(name = "compare", mixinStandardHelpOptions = true, description = "Two runs side by side, and what the second is of the first. Exit 1 where a threshold is broken.")
final class CompareCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Parameters(paramLabel = "A.json", index = "0", description = "a report that --json-file has written")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private Path first;

  @Parameters(paramLabel = "B.json", index = "1", description = "another")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private Path second;

  @Option(names = "--fail-if", paramLabel = "RULE", description = "of B, ratios to A: 'added_latency.p99 > 1.2x'; may be given again")
  private List<String> failIf = List.of();

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<Threshold> thresholds;
    try {
      thresholds = failIf.stream().map(Threshold::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    var base = Report.read(first);
    var run = Thresholds.judge(Report.read(second).withFailures(List.of()), thresholds, base);
    var comparison = Comparison.of(base, run);
    var out = spec.commandLine().getOut();
    comparison.print(out);
    run.failures().forEach(why -> out.println("! " + why));
    if (json) {
      out.println(new JsonMapper().writeValueAsString(comparison));
    }
    out.flush();
    return run.failures().isEmpty() ? 0 : 1;
  }
}
