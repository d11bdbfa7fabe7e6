package dev.earshot.load.versus;

import dev.earshot.load.Range;
import dev.earshot.load.report.Machine;
import dev.earshot.load.versus.MemoryTrial.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `earshot load --versus`: what the gateway costs beside other makers' relays, in one run.
@Command(name = "load", mixinStandardHelpOptions = true, description = "Compare the gateway with other makers' relays: processor time a frame, memory a stream, added latency.")
public final class VersusCommand implements Callable<Integer> {
  private static final Duration SETTLE = Duration.ofSeconds(2);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Option(names = "--versus", required = true, split = ",", paramLabel = "PEER", description = "nginx, haproxy, python, comma separated")
  private List<String> versus = List.of();

  @Option(names = "--streams", defaultValue = "200", description = "at once, 1..5000 (default: ${DEFAULT-VALUE})")
  private int streams;

  @Option(names = "--rounds", defaultValue = "7", description = "in each of which every relay has a turn, 1..100 (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "8", description = "that count of each turn, 1..600 (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--warm", defaultValue = "30", paramLabel = "SECONDS", description = "that the gateway works before anything counts, 0..600 (default: ${DEFAULT-VALUE})")
  private int warm;

  @Option(names = "--window", defaultValue = "100", paramLabel = "MS", description = "what a relay may gather before it sends, 20..1000: latency counts from the frame that completes it (default: ${DEFAULT-VALUE})")
  private int window;

  @Option(names = "--memory", negatable = true, defaultValue = "true", fallbackValue = "true", description = "whether streams are weighed, which takes 30 s a relay (default: ${DEFAULT-VALUE})")
  private boolean memory;

  @Option(names = "--gateway", paramLabel = "FOLDER", description = "another checkout, in which the gateway was built, instead of this one")
  private @Nullable Path gateway;

  @Option(names = "--seed", defaultValue = "1", description = "draws the order of turns (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var peers = peers();
    Range.check(spec, "--streams", streams, 1, 5_000);
    Range.check(spec, "--rounds", rounds, 1, 100);
    Range.check(spec, "--seconds", seconds, 1, 600);
    Range.check(spec, "--warm", warm, 0, 600);
    Range.check(spec, "--window", window, 20, 1_000);
    var setting = new Match.Setting(peers,
        new Contest.Rules(streams, rounds, SETTLE, Duration.ofSeconds(seconds), seed),
        Duration.ofSeconds(warm), window, build(), memory ? new Sizes(100, 1_000, 400) : null);
    var out = spec.commandLine().getOut();
    var count = Runtime.getRuntime().availableProcessors();
    var cores = Cores.of(count);
    cores.pinThisProcess();
    out.println("machine: " + Machine.here().told(count));
    out.println("cores: " + cores.told());
    out.printf(Locale.ROOT, "streams: %d, each 50 frames of 640 B a second, a word a second; "
        + "latency counts from the frame that completes %d ms, so what is gathered until then is "
        + "not in it%n", streams, window);
    var report = new Match(setting, cores, out).play();
    report.print(out);
    if (json) {
      out.println(report.json());
    }
    out.flush();
    return report.scores().invalid() == 0 ? 0 : 1;
  }

  private EarshotRelay.Build build() {
    try {
      return EarshotRelay.Build.of(gateway);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<Peer> peers() {
    var peers = new ArrayList<Peer>();
    for (var name : versus) {
      var peer = Stream.of(Peer.values())
          .filter(one -> one.wireName().equals(name.strip().toLowerCase(Locale.ROOT)))
          .filter(one -> !peers.contains(one))
          .findFirst()
          .orElseThrow(() -> new ParameterException(spec.commandLine(),
              "--versus: " + name + " (expected: " + Stream.of(Peer.values())
                  .map(Peer::wireName)
                  .collect(Collectors.joining(", ")) + "; each at most once)"));
      peers.add(peer);
    }
    return peers;
  }
}
