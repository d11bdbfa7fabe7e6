package dev.earshot.load.cli;

import dev.earshot.load.device.Fleet;
import dev.earshot.load.report.Page;
import dev.earshot.load.report.Report;
import dev.earshot.load.report.Summary;
import dev.earshot.load.report.Threshold;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `earshot load`: many paced devices at a gateway, and what it held and added.
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false, subcommands = CompareCommand.class, description = "Drive a gateway with many paced devices, and tell what it held and what it added. Exit 0: the run is valid, every stream was served, every word came once, and every threshold has held; 1: not; 2: wrongly called.", footer = "%nBeside other makers' relays, with options of its own: load --versus nginx,haproxy,python --help")
final class LoadCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Mixin
  private final GatewayOptions gateway = new GatewayOptions();

  @Mixin
  private final StreamOptions streams = new StreamOptions();

  @Option(names = "--loops", paramLabel = "N", description = "event loops that devices live on (default: one for four cores)")
  private @Nullable Integer loops;

  @Option(names = "--report", paramLabel = "FILE.html", description = "write a page with plots")
  private @Nullable Path page;

  @Option(names = "--json-file", paramLabel = "FILE.json", description = "write the report as JSON, for `load compare` and --baseline")
  private @Nullable Path jsonFile;

  @Option(names = "--json", description = "the last line is the report as one JSON object")
  private boolean json;

  @Option(names = "--fail-if", paramLabel = "RULE", description = "such as 'added_latency.p99 > 5ms', 'words_lost > 0' or, against --baseline, 'added_latency.p99 > 1.2x'; may be given again")
  private List<String> failIf = List.of();

  @Option(names = "--baseline", paramLabel = "FILE.json", description = "the run that ratios are of")
  private @Nullable Path baseline;

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    LoadRun run;
    List<Threshold> thresholds;
    Report base;
    try {
      thresholds = failIf.stream().map(Threshold::parse).toList();
      base = baseline == null ? null : Report.read(baseline);
      if (base == null && thresholds.stream().anyMatch(Threshold::isRatio)) {
        throw new IllegalArgumentException(
            "baseline: missing (expected: FILE.json, which a ratio is of)");
      }
      run = new LoadRun(gateway, streams, loops == null ? Fleet.usualLoops() : loops,
          new LiveLine(out, isTerminal(), gateway.isScripted() ? "added" : "lag"));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    var report = Thresholds.judge(run.run(), thresholds, base);
    write(report, out);
    return report.holds() ? 0 : 1;
  }

  private void write(Report report, PrintWriter out) throws Exception {
    if (page != null) {
      Files.writeString(page, Page.of(report));
    }
    if (jsonFile != null) {
      Files.writeString(jsonFile, report.json() + "\n");
    }
    Summary.print(report, out);
    if (json) {
      out.println(report.json());
    }
    out.flush();
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
