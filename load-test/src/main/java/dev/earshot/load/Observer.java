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
final class Observer {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double MB = 1024 * 1024;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final GatewayProcess gateway;
  private final HttpClient http;
  private final Path log;
  private final String adminKey;

  /// @param data folder of the gateway, where its admin key lies
  /// @param log of the gateway
  Observer(GatewayProcess gateway, HttpClient http, Path data, Path log) throws IOException {
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
    collectGarbage();
    var metrics = metrics();
    var billed = chargedMs() - chargedBeforeMs; // before what was sent: it is never more
    return new Look(atMs, residentMb(), value(metrics, "earshot_memory_bytes{area=\"heap\"}") / MB,
        value(metrics, "earshot_memory_bytes{area=\"direct\"}") / MB, cpuMs(), words,
        voice.sentMs(), billed, leaks().size());
  }

  /// What the account's month holds.
  long chargedMs() throws IOException, InterruptedException {
    var statement = get("admin/credits/" + GatewayProcess.ACCOUNT);
    return JSON.readTree(statement).path("used_ms_month").asLong(-1);
  }

  /// What all streams were charged for, as the meters say.
  long billedMs() throws IOException, InterruptedException {
    return (long) value(metrics(), "earshot_audio_ms_total{kind=\"billed\"}");
  }

  /// Waits until no stream is open: then everything is settled.
  void awaitNoStreams() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + ANSWER.toNanos();
    while (value(metrics(), "earshot_streams_open") > 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException("streams: still open after " + ANSWER + " (expected: none)");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /// What Netty said of buffers that nobody freed.
  List<String> leaks() throws IOException {
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
