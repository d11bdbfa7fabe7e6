package dev.earshot.load.siege;

import dev.earshot.load.Figures;
import dev.earshot.load.GatewayProcess;
import dev.earshot.load.GatewayProcess.Running;
import dev.earshot.load.Observer;
import dev.earshot.load.cli.Judgement;
import dev.earshot.load.device.Count;
import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Plan;
import dev.earshot.load.device.Round;
import dev.earshot.load.device.Shape;
import dev.earshot.load.device.Slice;
import dev.earshot.load.device.Target;
import dev.earshot.load.device.WordClock;
import dev.earshot.load.report.Part;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Streams that talk, first alone and then while slow sockets besiege their gateway.
final class SiegeBench {
  private static final Shape SHAPE = Shape.pcm(20);
  private static final double MOST_KIB = 64;
  private static final double MOST_TIMES = 2;
  /// Below this a p99 tells of the machine; twice of nearly nothing is nothing.
  private static final double LEAST_MS = 20;
  private static final double KIB_PER_MB = 1_024;

  private final Setting setting;
  private final Path data;
  private final PrintWriter out;

  /// What is asked for.
  ///
  /// @param streams that talk
  /// @param slow sockets that besiege
  /// @param warm how long they talk before anything counts
  /// @param span how long each half is
  record Setting(int streams, int slow, Duration warm, Duration span) {
    Duration length() {
      return warm.plus(span.multipliedBy(2)).plus(arrival()).plusSeconds(2);
    }

    /// How long the slow ones take to come: a thousand a second.
    Duration arrival() {
      return Duration.ofMillis(slow);
    }
  }

  /// @param data folder of the gateway; its log `siege.log` comes there too
  SiegeBench(Setting setting, Path data, PrintWriter out) {
    this.setting = setting;
    this.data = data;
    this.out = out;
  }

  Figures run() throws Exception {
    Files.createDirectories(data);
    var log = data.resolve("siege.log");
    try (var gateway = GatewayProcess.start(data, GatewayProcess.FOR_LOAD,
        new Running(List.of(), List.of(), Redirect.to(log.toFile())));
        var http = HttpClient.newHttpClient();
        var fleet = Fleet.open(Fleet.usualLoops());
        var slow = new Besiegers(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.streams().getPort()))) {
      var observer = new Observer(gateway, http, data, log);
      var target = new Target(gateway.streams().resolve("/"), Dialect.LISTEN, GatewayProcess.KEY);
      try (var round = fleet.begin(target, SHAPE, WordClock.ofEarshot(SHAPE.frameMs()),
          Plan.ramp(setting.streams(), Duration.ofSeconds(2), setting.length(), 0))) {
        wait(round, setting.warm());
        var before = observer.held();
        var alone = wait(round, setting.span());
        slow.come(setting.slow(), setting.arrival());
        wait(round, setting.arrival());
        var besieged = wait(round, setting.span());
        out.printf(Locale.ROOT, "%,d slow sockets open, %,d times one was cut off%n", slow.open(),
            slow.cutOff());
        return figures(alone, besieged,
            (observer.held().residentMb() - before.residentMb()) * KIB_PER_MB / setting.slow(),
            slow);
      }
    }
  }

  private Figures figures(Slice alone, Slice besieged, double kib, Besiegers slow) {
    var invalid = Judgement.invalid(Part.of("siege", alone.then(besieged), 0, 0, null), List.of());
    invalid.forEach(why -> out.println("! invalid: " + why));
    var p99 = alone.millis(Measure.ADDED_LATENCY, 99);
    var p99Besieged = besieged.millis(Measure.ADDED_LATENCY, 99);
    var figures = new Figures();
    figures.note("slow sockets that are open at its end", "", slow.open());
    figures.add("memory of the process for each slow socket", "KiB", MOST_KIB, List.of(kib));
    figures.note("added latency of those who talk, p99, alone", "ms", p99);
    figures.note("... besieged", "ms", p99Besieged);
    figures.add("... times as much (of 20 ms at least)", "", MOST_TIMES,
        List.of(p99Besieged / Math.max(p99, LEAST_MS)));
    figures.add("streams that failed", "", 0, List.of((double) besieged.count(Count.FAILED)));
    figures.add("reasons why the run does not count", "", 0, List.of((double) invalid.size()));
    return figures;
  }

  private static Slice wait(Round round, Duration span) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(span.toMillis());
    return round.take();
  }
}
