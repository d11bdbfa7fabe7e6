package dev.earshot.load.overload;

import dev.earshot.load.Bench;
import dev.earshot.load.Range;
import dev.earshot.load.device.Codec;
import dev.earshot.load.device.Shape;
import dev.earshot.load.report.Machine;
import dev.earshot.load.versus.Cores;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `earshot bench overload`: three times as many devices as the gateway holds; are those that it lets in
/// served well?
@Command(name = "overload", mixinStandardHelpOptions = true, sortOptions = false, description = "Find what the gateway holds on one core, offer three times as many devices, and see how those fare that it lets in (3 min). Exit 0: the run is valid and every bound was held.")
public final class OverloadCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private Bench bench;

  @Option(names = "--times", paramLabel = "N", defaultValue = "3", description = "of its capacity that are offered (default: ${DEFAULT-VALUE})")
  private double times;

  @Option(names = "--bound", paramLabel = "MS", defaultValue = "500", description = "added latency at p99, up to which the gateway holds its streams, and within which each stream has to be (default: ${DEFAULT-VALUE})")
  private double bound;

  @Option(names = "--seconds", paramLabel = "S", defaultValue = "60", description = "of overload (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--talk", paramLabel = "S", defaultValue = "20", description = "that each stream talks (default: ${DEFAULT-VALUE})")
  private int talk;

  @Option(names = "--warm", paramLabel = "S", defaultValue = "20", description = "that 100 streams talk before anything counts (default: ${DEFAULT-VALUE})")
  private int warm;

  @Option(names = "--rise", paramLabel = "N", defaultValue = "10", description = "streams a second that come while its capacity is looked for (default: ${DEFAULT-VALUE})")
  private double rise;

  @Option(names = "--most", paramLabel = "N", defaultValue = "3000", description = "streams that come then (default: ${DEFAULT-VALUE})")
  private int most;

  @Option(names = "--capacity", paramLabel = "N", defaultValue = "0", description = "of the gateway, where it is known (default: it is looked for)")
  private int capacity;

  @Option(names = "--codec", defaultValue = "opus", description = "pcm16 or opus, frames of 20 ms (default: ${DEFAULT-VALUE})")
  private Codec codec = Codec.OPUS;

  @Option(names = "--seed", defaultValue = "1", description = "draws who comes when (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Range.check(spec, "--times", times, 1.0, 100.0);
    Range.check(spec, "--bound", bound, 1.0, 60_000.0);
    Range.check(spec, "--seconds", seconds, 1, 3_600);
    Range.check(spec, "--talk", talk, 1, 3_600);
    Range.check(spec, "--warm", warm, 0, 600);
    Range.check(spec, "--rise", rise, 0.1, 1_000.0);
    Range.check(spec, "--most", most, 1, 10_000);
    Range.check(spec, "--capacity", capacity, 0, 10_000);
    var out = new PrintWriter(System.out, true, System.out.charset());
    var count = Runtime.getRuntime().availableProcessors();
    var cores = Cores.of(count);
    cores.pinThisProcess();
    out.println("machine: " + Machine.here().told(count));
    out.println("cores: " + cores.told());
    var shape = codec == Codec.OPUS ? Shape.opus(20) : Shape.pcm(20);
    var figures = new OverloadBench(new OverloadBench.Setting(shape, times, bound,
        Duration.ofSeconds(warm), rise, most, capacity, Duration.ofSeconds(talk),
        Duration.ofSeconds(seconds), seed), bench.data().resolve("overload"), cores, out).run();
    return Bench.report(figures, json, out);
  }
}
