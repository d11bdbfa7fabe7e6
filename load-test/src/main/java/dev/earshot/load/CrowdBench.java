package dev.earshot.load;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.load.Device.Hearing;
import dev.earshot.testkit.SpeechSample;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// As many people as the machine is meant for speak at once, each a minute without end, and in the middle
/// one more knocks: first alone, then while others are connected and say nothing. Each scene has a gateway
/// of its own that has heard nobody before.
final class CrowdBench {
  private static final AudioFormat FORMAT = AudioFormat.pcm16(16_000);
  private static final int KNOCK_AFTER_SECONDS = 30;
  private static final long STAGGER_MILLIS = 700;

  private final Path data;
  private final PrintWriter out;
  private final SpeechSample minute = SpeechSample.minute(16_000);

  /// @param data folder of the gateway
  CrowdBench(Path data, PrintWriter out) {
    this.data = data;
    this.out = out;
  }

  Figures run(int speaking, int silent) throws Exception {
    var figures = new Figures();
    var alone = scene(speaking, 0, figures);
    if (silent > 0) {
      var beside = scene(speaking, silent, figures);
      figures.note(silent + " silent: what they cost the gateway, CPU", "s", beside - alone);
    }
    return figures;
  }

  /// @return seconds of CPU that the gateway took while they spoke
  private double scene(int speaking, int silent, Figures figures) throws Exception {
    out.println(speaking + " speak, " + silent + " are silent");
    out.flush();
    try (var gateway = GatewayProcess.start(data, Map.of());
        var http = HttpClient.newHttpClient();
        var crowd = SilentDevices.connect(gateway.streams(), silent);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var device = new Device(gateway.streams(), http);
      var recording = minute.wav();
      var since = Spent.now(gateway);
      var speakers = start(threads, speaking, () -> device.stream(FORMAT, recording.pcm()));
      TimeUnit.SECONDS.sleep(KNOCK_AFTER_SECONDS);
      var letIn = knocks(device) ? 1.0 : 0.0;
      var scene = silent + " silent: ";
      lags(speakers, scene, figures);
      var spent = Spent.now(gateway).minus(since);
      figures.add(scene + "one more is let in (1) or refused (0)", "", 0, List.of(letIn));
      figures.add(scene + "silent ones cut off", "", 0,
          List.of((double) silent - crowd.connected()));
      figures.add(scene + "frames of theirs not taken in time", "", 0,
          List.of((double) crowd.held()));
      figures.note(scene + "gateway, CPU", "s", spent.gateway());
      figures.note(scene + "devices, CPU", "s", spent.devices());
      figures.note(scene + "wall", "s", spent.wall());
      figures.note(scene + "speakers for a core's CPU time", "",
          speaking * recording.millis() / 1e3 / spent.gateway());
      return spent.gateway();
    }
  }

  /// Seconds that went by.
  private record Spent(double gateway, double devices, double wall) {
    static Spent now(GatewayProcess gateway) {
      return new Spent(gateway.cpuSeconds(), GatewayProcess.cpuSeconds(ProcessHandle.current()),
          System.nanoTime() / 1e9);
    }

    Spent minus(Spent before) {
      return new Spent(gateway - before.gateway, devices - before.devices, wall - before.wall);
    }
  }

  private static List<Future<Hearing>> start(ExecutorService threads, int count,
      Callable<Hearing> stream) throws InterruptedException {
    var started = new ArrayList<Future<Hearing>>();
    for (var i = 0; i < count; i++) {
      started.add(threads.submit(stream));
      TimeUnit.MILLISECONDS.sleep(STAGGER_MILLIS);
    }
    return started;
  }

  /// Whether one more is let in.
  ///
  /// @throws IllegalStateException when it is neither let in nor told to come back later: that is no
  ///     refusal, but something that is broken
  static boolean knocks(Device device) throws Exception {
    try {
      var _ = device.stream(FORMAT, new byte[640]);
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException told
          && told.getResponse().statusCode() == 503
          && told.getResponse().headers().firstValue("retry-after").isPresent()) {
        return false;
      }
      throw new IllegalStateException(
          "knock: " + said(e) + " (expected: let in, or 503 with Retry-After)", e);
    }
  }

  private static String said(CompletionException error) {
    return error.getCause() instanceof WebSocketHandshakeException told
        ? told.getResponse().statusCode() + " " + told.getResponse().headers().map()
        : String.valueOf(error.getCause());
  }

  private static void lags(List<Future<Hearing>> speakers, String scene, Figures figures)
      throws Exception {
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
    figures.add(scene + "speakers not served to their end", "", 0, List.of((double) failed));
    figures.add(scene + "lag of partials, median", "ms", 600, List.of(at(sorted, 0.5)));
    figures.add(scene + "lag of partials, p95", "ms", 600, List.of(at(sorted, 0.95)));
    figures.add(scene + "lag of partials, all", "ms", 10_000, sorted);
  }

  private static double at(List<Double> sorted, double quantile) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1, quantile * sorted.size()));
  }
}
