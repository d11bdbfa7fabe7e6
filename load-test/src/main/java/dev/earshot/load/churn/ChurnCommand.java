package dev.earshot.load.churn;

import dev.earshot.load.Bench;
import dev.earshot.load.Range;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `earshot bench churn`: streams that come and go; does the gateway keep anything of them?
@Command(name = "churn", mixinStandardHelpOptions = true, sortOptions = false, description = "Streams of every dialect come and go, some without manners: do memory and files stay flat, are all streams counted down, is every millisecond billed? (10 min; --minutes). Exit 0: every bound was held.")
public final class ChurnCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private Bench bench;

  @Option(names = "--minutes", paramLabel = "M", defaultValue = "10", description = "how long (default: ${DEFAULT-VALUE}); memory and files are judged from 8.5 on")
  private double minutes;

  @Option(names = "--rate", paramLabel = "N", defaultValue = "50", description = "streams a second (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(names = "--seed", defaultValue = "1", description = "draws who comes when, and how it behaves (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Range.check(spec, "--minutes", minutes, 0.05, 10_000.0);
    Range.check(spec, "--rate", rate, 1.0, 1_000.0);
    var out = new PrintWriter(System.out, true, System.out.charset());
    var traffic = new Traffic(rate, Duration.ofMillis((long) (minutes * 60_000)), seed);
    return Bench.report(new ChurnBench(traffic, bench.data().resolve("churn"), out).run(), json,
        out);
  }
}
