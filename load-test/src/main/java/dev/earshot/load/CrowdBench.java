package dev.earshot.load;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.load.Device.Hearing;
import dev.earshot.testkit.SpeechSample;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// As many people as the machine is meant for speak at once, each a minute without end, while others are
/// connected and say nothing; in the middle one more knocks.
final class CrowdBench {
  private static final AudioFormat FORMAT = AudioFormat.pcm16(16_000);
  private static final int SILENT_SECONDS = 80;
  private static final int KNOCK_AFTER_SECONDS = 30;
  private static final long STAGGER_MILLIS = 700;

  private final Path data;
  private final PrintWriter out;

  /// @param data folder of the gateway
  CrowdBench(Path data, PrintWriter out) {
    this.data = data;
    this.out = out;
  }

  Figures run(int speaking, int silent) throws Exception {
    try (var gateway = GatewayProcess.start(data, Map.of());
        var http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var device = new Device(gateway.streams(), http);
      out.println(silent + " are silent, " + speaking + " speak");
      out.flush();
      start(threads, silent, 5, () -> device.stream(FORMAT, new byte[SILENT_SECONDS * 32_000]));
      var voice = SpeechSample.minute(16_000).wav().pcm();
      var speakers = start(threads, speaking, STAGGER_MILLIS, () -> device.stream(FORMAT, voice));
      TimeUnit.SECONDS.sleep(KNOCK_AFTER_SECONDS);
      var refused = knocks(device) ? 0.0 : 1.0;
      var figures = new Figures();
      lags(speakers, figures);
      figures.add("one more is let in (1) or refused (0)", "", 0, List.of(1 - refused));
      threads.shutdownNow();
      return figures;
    }
  }

  private static List<Future<Hearing>> start(ExecutorService threads, int count,
      long apartMillis, Callable<Hearing> stream) throws InterruptedException {
    var started = new ArrayList<Future<Hearing>>();
    for (var i = 0; i < count; i++) {
      started.add(threads.submit(stream));
      TimeUnit.MILLISECONDS.sleep(apartMillis);
    }
    return started;
  }

  /// Whether one more is let in.
  private static boolean knocks(Device device) {
    try {
      var _ = device.stream(FORMAT, new byte[640]);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private static void lags(List<Future<Hearing>> speakers, Figures figures) throws Exception {
    var partials = new ArrayList<Double>();
    var failed = 0;
    for (var speaker : speakers) {
      try {
        var heard = speaker.get();
        for (var said : heard.said()) {
          if (!said.isFinal()) {
            partials.add((said.atNanos() - heard.startNanos()) / 1e6 - said.endMs());
          }
        }
      } catch (ExecutionException e) {
        failed++;
      }
    }
    var sorted = partials.stream().sorted().toList();
    figures.add("speakers that were not served to their end", "", 0, List.of((double) failed));
    figures.add("lag of partials, median", "ms", 600, List.of(at(sorted, 0.5)));
    figures.add("lag of partials, p95", "ms", 600, List.of(at(sorted, 0.95)));
    figures.add("lag of partials, all", "ms", 10_000, sorted);
  }

  private static double at(List<Double> sorted, double quantile) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1, quantile * sorted.size()));
  }
}
