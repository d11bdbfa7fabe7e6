package dev.earshot.load;

import dev.earshot.load.churn.ChurnCommand;
import dev.earshot.load.credits.CreditsCommand;
import dev.earshot.load.overload.OverloadCommand;
import dev.earshot.load.siege.SiegeCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `earshot bench`: prints the figures of `docs/benchmarks.md`, each by a command of its own.
@Command(name = "bench", mixinStandardHelpOptions = true, subcommands = {Bench.SpeechCommand.class,
    Bench.CrowdCommand.class,
    Bench.OpusCommand.class,
    Bench.TelephoneCommand.class,
    Bench.DialectsCommand.class,
    RecognisersCommand.class,
    CachesCommand.class,
    CreditsCommand.class,
    OverloadCommand.class,
    ChurnCommand.class,
    SiegeCommand.class}, description = "Measure, and print the figures of docs/benchmarks.md.")
public final class Bench {
  @Option(names = "--data", paramLabel = "FOLDER", defaultValue = "data", description = "the gateway's folder (default: ${DEFAULT-VALUE})")
  private Path data = Path.of("data");

  /// Runs a benchmark and exits: 0 measured and within the bounds, 1 not, 2 wrongly called.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench())
        .setOut(new PrintWriter(System.out, true, System.out.charset()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((error, command, _) -> {
          command.getErr().println("bench: " + error.getMessage());
          return 1;
        })
        .execute(args));
  }

  /// The gateway's folder.
  public Path data() {
    return data;
  }

  /// Prints the figures; 0 when every bound has held, else 1.
  public static int report(Figures figures, boolean json, PrintWriter out) {
    figures.print(out);
    if (json) {
      out.println(figures.json());
    }
    return figures.hold() ? 0 : 1;
  }

  /// `earshot bench speech`.
  @Command(name = "speech", mixinStandardHelpOptions = true, description = "Word errors and latencies on human speech, through a gateway (2.5 min a round).")
  static final class SpeechCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private Bench bench;

    @Option(names = "--rounds", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--json", description = "the last line is one JSON object")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = new PrintWriter(System.out, true, System.out.charset());
      var figures = new SpeechBench(bench.data, out).run(rounds);
      return report(figures, json, out);
    }
  }

  /// `earshot bench crowd`.
  @Command(name = "crowd", mixinStandardHelpOptions = true, description = "Many who speak at once, alone and beside many who are silent (2.5 min).")
  static final class CrowdCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private Bench bench;

    @Option(names = "--speaking", defaultValue = "0", description = "how many speak without a pause (default: three a core)")
    private int speaking;

    @Option(names = "--silent", defaultValue = "200", description = "default: ${DEFAULT-VALUE}")
    private int silent;

    @Option(names = "--json", description = "the last line is one JSON object")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = new PrintWriter(System.out, true, System.out.charset());
      var many = speaking > 0 ? speaking : 3 * Runtime.getRuntime().availableProcessors();
      var figures = new CrowdBench(bench.data, out).run(many, silent);
      return report(figures, json, out);
    }
  }

  /// `earshot bench dialects`.
  @Command(name = "dialects", mixinStandardHelpOptions = true, description = "What the gateway adds to its recogniser for clients of Deepgram's dialect, and their bill (2 min a round).")
  static final class DialectsCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private Bench bench;

    @Option(names = "--streams", defaultValue = "200", description = "that talk at once to a gateway on one core (default: ${DEFAULT-VALUE})")
    private int streams;

    @Option(names = "--seconds", defaultValue = "60", description = "that count, behind 20 that do not (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--json", description = "the last line is one JSON object")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = new PrintWriter(System.out, true, System.out.charset());
      return report(new DialectBench(bench.data, out).run(streams, seconds, rounds), json, out);
    }
  }

  /// `earshot bench opus`.
  @Command(name = "opus", mixinStandardHelpOptions = true, description = "Word errors of Opus at 24 kbit/s, whole and with lost packets, beside PCM (2 min a round).")
  static final class OpusCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private Bench bench;

    @Option(names = "--rounds", defaultValue = "3", description = "each loses other packets (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--loss", defaultValue = "10", description = "percent of the packets (default: ${DEFAULT-VALUE})")
    private int loss;

    @Option(names = "--tuning", defaultValue = "VOIP", description = "of the encoder: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Microphone.Tuning tuning = Microphone.Tuning.VOIP;

    @Option(names = "--json", description = "the last line is one JSON object")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = new PrintWriter(System.out, true, System.out.charset());
      return report(new OpusBench(bench.data, out).run(rounds, loss, tuning), json, out);
    }
  }

  /// `earshot bench telephone`.
  @Command(name = "telephone", mixinStandardHelpOptions = true, description = "Word errors of sound at 8 kHz and of G.711; the same in every run (3 min).")
  static final class TelephoneCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private Bench bench;

    @Option(names = "--prompts", description = "also Asterisk's other prompts (apt-get install asterisk-core-sounds-en-wav)")
    private boolean prompts;

    @Option(names = "--json", description = "the last line is one JSON object")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = new PrintWriter(System.out, true, System.out.charset());
      return report(new TelephoneBench(bench.data, out).run(prompts), json, out);
    }
  }
}
