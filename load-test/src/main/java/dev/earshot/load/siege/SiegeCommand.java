package dev.earshot.load.siege;

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

/// `earshot bench siege`: what thousands of sockets cost that never finish their request.
@Command(name = "siege", mixinStandardHelpOptions = true, sortOptions = false, description = "Let slow sockets (slow loris) besiege a gateway, and see what they cost and what those notice who talk (1.5 min). Exit 0: every bound was held.")
public final class SiegeCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private Bench bench;

  @Option(names = "--slow", paramLabel = "N", defaultValue = "5000", description = "sockets that send a byte a second (default: ${DEFAULT-VALUE})")
  private int slow;

  @Option(names = "--streams", paramLabel = "N", defaultValue = "50", description = "that talk (default: ${DEFAULT-VALUE})")
  private int streams;

  @Option(names = "--warm", paramLabel = "S", defaultValue = "20", description = "that they talk before anything counts (default: ${DEFAULT-VALUE})")
  private int warm;

  @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "alone, and as long besieged (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Range.check(spec, "--slow", slow, 1, 50_000);
    Range.check(spec, "--streams", streams, 1, 2_000);
    Range.check(spec, "--warm", warm, 0, 600);
    Range.check(spec, "--seconds", seconds, 1, 3_600);
    var out = new PrintWriter(System.out, true, System.out.charset());
    var setting = new SiegeBench.Setting(streams, slow, Duration.ofSeconds(warm),
        Duration.ofSeconds(seconds));
    return Bench.report(new SiegeBench(setting, bench.data().resolve("siege"), out).run(), json,
        out);
  }
}
