package dev.earshot.load;

import dev.earshot.load.EndlessVoice.Codec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `earshot soak`: speech without a pause through a gateway of its own; does memory stay flat, is every
/// buffer freed, is every millisecond billed? Ctrl-C ends the stream and prints what there is.
@Command(name = "soak", mixinStandardHelpOptions = true, description = "Stream speech without a pause and watch memory, buffers and the bill; Ctrl-C prints what there is. Exit 0: all bounds held.")
public final class Soak implements Callable<Integer> {
  private static final int LAST_LINES_SECONDS = 30;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Option(names = "--minutes", paramLabel = "N", defaultValue = "30", description = "how long, 0.1..100000 (default: ${DEFAULT-VALUE}); memory is judged from 30 on")
  private double minutes;

  @Option(names = "--codec", defaultValue = "opus", description = "opus or pcm16 (default: ${DEFAULT-VALUE})")
  private Codec codec = Codec.OPUS;

  @Option(names = "--data", paramLabel = "FOLDER", defaultValue = "${env:EARSHOT_DATA:-data}/soak", description = "the gateway's folder, and its log's (default: ${DEFAULT-VALUE})")
  private Path data = Path.of("data", "soak");

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  /// Soaks and exits: 0 every bound has held, 1 not, 2 wrongly called.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Soak())
        .setOut(new PrintWriter(System.out, true, System.out.charset()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (!(minutes >= 0.1 && minutes <= 100_000)) {
      throw new ParameterException(spec.commandLine(),
          "--minutes: " + minutes + " (expected: 0.1..100000)");
    }
    var out = spec.commandLine().getOut();
    var soak = new SoakBench(data, Map.of(), codec, Duration.ofMillis((long) (minutes * 60_000)),
        out);
    var done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      soak.stop();
      if (!isDone(done)) {
        soak.abandon();
      }
    }, "last-lines"));
    try {
      return Bench.report(soak.run(), json, out);
    } finally {
      out.flush();
      done.countDown();
    }
  }

  private static boolean isDone(CountDownLatch done) {
    try {
      return done.await(LAST_LINES_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
