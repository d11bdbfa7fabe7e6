package dev.earshot.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// Looks at a gateway process from outside: its pages, its log, and what the system knows of it.
public final class Observer {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String STREAMS = "earshot_streams_open";
  private static final double MB = 1024 * 1024;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final GatewayProcess gateway;
  private final HttpClient http;
  private final Path log;
  private final String adminKey;

  /// @param data folder of the gateway, where its admin key lies
  /// @param log of the gateway
  public Observer(GatewayProcess gateway, HttpClient http, Path data, Path log) throws IOException {
    this.gateway = gateway;
    this.http = http;
    this.log = log;
    this.adminKey = Files.readString(data.resolve("admin-key")).strip();
  }

  /// Collects its garbage and looks. Buffers that were lost are found by that, and told in its log.
  ///
  /// @param chargedBeforeMs what the account's month held before the first sound
  Look look(long atMs, long words, EndlessVoice voice, long chargedBeforeMs)
      throws IOException, InterruptedException {
    var held = held();
    var billed = chargedMs() - chargedBeforeMs; // before what was sent: it is never more
    return new Look(atMs, held.residentMb(), held.heapMb(), held.directMb(), cpuMs(), words,
        voice.sentMs(), billed, leaks().size());
  }

  /// What it holds.
  ///
  /// @param residentMb of its process, whatever it is used for; NaN where the system does not tell
  /// @param heapMb what is left behind a collection
  /// @param directMb outside of the heap
  /// @param files that it has open, sockets with them; 0 where the system does not tell
  /// @param streams that it counts as open
  public record Held(double residentMb, double heapMb, double directMb, int files, int streams) {}

  /// Collects its garbage and looks at what it holds.
  public Held held() throws IOException, InterruptedException {
    collectGarbage();
    var metrics = metrics();
    return new Held(residentMb(), value(metrics, "earshot_memory_bytes{area=\"heap\"}") / MB,
        value(metrics, "earshot_memory_bytes{area=\"direct\"}") / MB, files(),
        (int) value(metrics, STREAMS));
  }

  /// What the account's month holds.
  public long chargedMs() throws IOException, InterruptedException {
    return chargedMs(GatewayProcess.ACCOUNT);
  }

  /// What this account's month holds; 0 where it was never used.
  public long chargedMs(String account) throws IOException, InterruptedException {
    var statement = get("admin/credits/" + account);
    return JSON.readTree(statement).path("used_ms_month").asLong(-1);
  }

  /// What all streams were charged for, as the meters say.
  long billedMs() throws IOException, InterruptedException {
    return (long) value(metrics(), "earshot_audio_ms_total{kind=\"billed\"}");
  }

  /// Waits until no stream is open: then everything is settled.
  public void awaitNoStreams() throws IOException, InterruptedException {
    var open = openStreamsAtLast();
    if (open > 0) {
      throw new IOException(
          "streams: " + open + " still open after " + ANSWER + " (expected: none)");
    }
  }

  /// How many streams are open when their clients have gone: asked again until there are none, or for some
  /// seconds.
  public int openStreamsAtLast() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + ANSWER.toNanos();
    var open = value(metrics(), STREAMS);
    while (open > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
      open = value(metrics(), STREAMS);
    }
    return (int) open;
  }

  /// What Netty said of buffers that nobody freed.
  public List<String> leaks() throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("LEAK:")).toList();
    }
  }

  private String metrics() throws IOException, InterruptedException {
    return get("metrics");
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(gateway.operations().resolve(path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + adminKey)
        .build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.statusCode() + " (expected: 200)");
    }
    return response.body();
  }

  /// 0 where the meter was never touched.
  private static double value(String metrics, String name) {
    return metrics.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  /// NaN where the system does not tell.
  private double residentMb() {
    return ProcessHandle.of(gateway.pid())
        .map(GatewayProcess::residentMb)
        .orElse(OptionalDouble.empty())
        .orElse(Double.NaN);
  }

  private int files() throws IOException {
    var folder = Path.of("/proc", String.valueOf(gateway.pid()), "fd");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var files = Files.list(folder)) {
      return (int) files.count();
    }
  }

  private long cpuMs() {
    return ProcessHandle.of(gateway.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toMillis)
        .orElse(0L);
  }

  private void collectGarbage() throws IOException, InterruptedException {
    if (!gateway.collectGarbage()) {
      throw new IOException("garbage: not collected (expected: jcmd GC.run in time)");
    }
  }
}
