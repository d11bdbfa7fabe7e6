package dev.earshot.load;

import dev.earshot.load.GatewayProcess.Running;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What a gateway adds to its recogniser for clients of Deepgram's dialect, beside the window in which it gathers
/// small frames: the time from a frame until the recogniser has it, and from a word until the client has it. And that many
/// clients together are charged for exactly what they sent.
///
/// The recogniser says as its word when it had the window, by the clock that all processes of this machine
/// share; the same recogniser called in this process is the measure that is taken off.
final class DialectBench {
  private static final Map<String, String> CLOCK = Map.of("EARSHOT_ENGINES", "clock");
  static final String LISTEN = "/v1/listen?encoding=linear16&sample_rate=16000&interim_results=true";
  private static final int CROWD = 50;
  private static final int CROWD_SECONDS = 10;
  private static final int WARM_UP_SECONDS = 20;
  private static final double MOST_MICROS = 5_000;
  private static final double WINDOW_MICROS = 100_000;

  private final Path data;
  private final PrintWriter out;
  /// Asked once: this process is kept on one of them later.
  private final boolean hasCores = Runtime.getRuntime().availableProcessors() > 1;

  /// @param data folder of the gateway
  DialectBench(Path data, PrintWriter out) {
    this.data = data;
    this.out = out;
  }

  /// Measures.
  ///
  /// @param streams that talk at once to a gateway on one core
  /// @param seconds that they talk behind the first twenty, which are not counted
  Figures run(int streams, int seconds, int rounds) throws Exception {
    var figures = new Figures();
    crowd(figures);
    var bare = InProcess.measure(10_000);
    var in = new ArrayList<double[]>();
    var out = new ArrayList<double[]>();
    var cpu = new ArrayList<Double>();
    for (var round = 1; round <= rounds; round++) {
      progress("round " + round + ": " + streams + " streams, "
          + (WARM_UP_SECONDS + seconds) + " s");
      latency(streams, WARM_UP_SECONDS + seconds, figures, in, out, cpu);
    }
    figures.note("words that count", "", in.stream().mapToInt(all -> all.length).sum());
    rows(figures, "in", in, bare.in(), WINDOW_MICROS);
    rows(figures, "out", out, bare.out(), 0);
    figures.add("gateway, CPU of its core", "%", Double.POSITIVE_INFINITY, cpu);
    return figures;
  }

  private void crowd(Figures figures) throws Exception {
    progress(CROWD + " clients, " + CROWD_SECONDS + " s");
    try (var gateway = GatewayProcess.start(data, CLOCK);
        var crowd = Talkers.connect(listen(gateway), CROWD, CROWD_SECONDS)) {
      bill(CROWD + " clients", gateway, crowd, figures);
    }
  }

  private void latency(int streams, int seconds, Figures figures, List<double[]> in,
      List<double[]> out, List<Double> cpu) throws Exception {
    var pin = new Running(pinned(1), List.of(), Redirect.INHERIT);
    pinThisProcess();
    try (var gateway = GatewayProcess.start(data, CLOCK, pin);
        var talkers = Talkers.connect(listen(gateway), streams, seconds)) {
      var before = gateway.cpuSeconds();
      bill(streams + " streams", gateway, talkers, figures);
      cpu.add((gateway.cpuSeconds() - before) / seconds * 100);
      in.add(talkers.in(WARM_UP_SECONDS));
      out.add(talkers.out(WARM_UP_SECONDS));
      figures.add(streams + " streams: words that never came", "", 0,
          List.of((double) talkers.missing(WARM_UP_SECONDS)));
    }
  }

  /// Lets them talk: what each was told and what the account is charged is what they sent, to the
  /// millisecond.
  private void bill(String who, GatewayProcess gateway, Talkers talkers, Figures figures)
      throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var log = Files.createTempFile("earshot-dialects", ".log");
      var observer = new Observer(gateway, http, data, log);
      var before = observer.chargedMs();
      var told = talkers.talk();
      observer.awaitNoStreams();
      var charged = observer.chargedMs() - before;
      var sent = talkers.sentMs() * told.size();
      figures.add(who + ": charged beside sent", "ms", 0,
          List.of((double) Math.abs(charged - sent)));
      figures.add(who + ": told beside sent", "ms", 0, List.of(
          (double) Math.abs(told.stream().mapToLong(Long::longValue).sum() - sent)));
      Files.delete(log);
    }
  }

  /// @param gathering that is stated, and no fault
  private static void rows(Figures figures, String way, List<double[]> rounds, double[] bare,
      double gathering) {
    var less = at(bare, 0.99) + gathering;
    figures.add(way + ", p99, beyond the window and the recogniser's own", "us", MOST_MICROS,
        rounds.stream().map(all -> at(all, 0.99) - less).toList());
    figures.add(way + ", median", "us", Double.POSITIVE_INFINITY,
        rounds.stream().map(all -> at(all, 0.5)).toList());
    figures.add(way + ", most", "us", Double.POSITIVE_INFINITY,
        rounds.stream().map(all -> at(all, 1)).toList());
    figures.note(way + ", p99, recogniser in this process", "us", at(bare, 0.99));
  }

  private static double at(double[] sorted, double quantile) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)];
  }

  private static URI listen(GatewayProcess gateway) {
    return gateway.streams().resolve(LISTEN);
  }

  /// Words before a command that keep it on this core; none where there is only one.
  private List<String> pinned(int core) {
    return hasCores
        ? List.of("taskset", "-c", String.valueOf(core))
        : List.of();
  }

  /// The talkers keep to the other core.
  private void pinThisProcess() throws IOException, InterruptedException {
    if (!hasCores) {
      return;
    }
    var self = new ProcessBuilder("taskset", "-a", "-c", "-p", "0",
        String.valueOf(ProcessHandle.current().pid())).redirectOutput(Redirect.DISCARD).start();
    if (!self.waitFor(CROWD_SECONDS, TimeUnit.SECONDS) || self.exitValue() != 0) {
      throw new IOException("taskset: failed (expected: to keep this process on core 0)");
    }
  }

  private void progress(String what) {
    out.println(what);
    out.flush();
  }
}
