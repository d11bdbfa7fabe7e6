package dev.earshot.load;

import dev.earshot.load.EndlessVoice.Codec;
import dev.earshot.load.GatewayProcess.Running;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One stream of speech without a pause, for as long as one likes, through a gateway that counts every
/// buffer; and a look at it again and again.
final class SoakBench {
  /// In a shorter run a single step of the C heap (10 MB were seen) tells more than a leak would.
  private static final Duration JUDGED_FROM = Duration.ofMinutes(30);
  private static final double RESIDENT_RISE = 1.0;
  private static final double HEAP_RISE = 0.2;
  private static final double DIRECT_RISE = 0.1;
  /// The heap is taken in full at the start: what rises afterwards is outside of it.
  private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch",
      "-Dio.netty.leakDetection.level=paranoid");

  private final Path data;
  private final Map<String, String> settings;
  private final PrintWriter out;
  private final EndlessVoice voice;
  private final Codec codec;
  private final Duration length;
  private final List<Look> looks = new ArrayList<>();
  private final Map<String, Integer> words = new ConcurrentHashMap<>();
  private volatile @Nullable GatewayProcess running;

  /// @param data folder of the gateway; its log `soak.log` comes there too
  /// @param settings of the gateway, beside ports, folder and key
  /// @param length of the stream
  SoakBench(Path data, Map<String, String> settings, Codec codec, Duration length,
      PrintWriter out) {
    this.data = data;
    this.settings = settings;
    this.codec = codec;
    this.length = length;
    this.voice = new EndlessVoice(codec, length.toMillis());
    this.out = out;
  }

  /// Ends the stream as a client does that has said everything. From any thread.
  void stop() {
    voice.stop();
  }

  /// Ends the gateway, whatever happens to the stream. From any thread.
  void abandon() {
    var gateway = running;
    if (gateway != null) {
      gateway.close();
    }
  }

  /// Streams, looks every minute (six times in a shorter run), and judges.
  Figures run() throws Exception {
    Files.createDirectories(data);
    var log = data.resolve("soak.log");
    Files.deleteIfExists(log);
    out.println("one stream of speech, " + codec + ", " + minutes(length.toMillis())
        + " minutes; log of the gateway: " + log);
    try (var gateway = GatewayProcess.start(data, settings,
        new Running(Running.DEAF, FLAGS, Redirect.to(log.toFile())));
        var http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      running = gateway;
      var observer = new Observer(gateway, http, data, log);
      var before = observer.chargedMs();
      var device = new Device(gateway.streams(), http);
      var figures = new Figures();
      Look.printHead(out);
      var stream = threads.submit(() -> device.stream(codec.query(), voice, this::hear));
      try {
        watch(stream, observer, before);
        observer.awaitNoStreams();
        charged(figures, observer, before);
      } catch (IOException | ExecutionException e) {
        out.println("cut short: " + e.getMessage()); // with what was seen until then
        figures.add("streams that were not served to their end", "", 0, List.of(1.0));
        stream.cancel(true);
      }
      held(figures, observer);
      return figures;
    }
  }

  private void hear(Said said) {
    if (said.isFinal()) {
      words.put(said.id(), said.text().isBlank() ? 0 : said.text().split(" ").length);
    }
  }

  private void watch(Future<?> stream, Observer observer, long before) throws Exception {
    var every = Math.min(60_000, length.toMillis() / 6);
    var start = System.nanoTime();
    for (var number = 0L;; number++) {
      var due = start + number * every * 1_000_000;
      if (over(stream, due - System.nanoTime())) {
        return;
      }
      look(observer, start, before);
    }
  }

  private static boolean over(Future<?> stream, long waitNanos)
      throws InterruptedException, ExecutionException {
    try {
      stream.get(Math.max(1, waitNanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void look(Observer observer, long start, long before)
      throws IOException, InterruptedException {
    var heard = words.values().stream().mapToLong(n -> n).sum();
    var look = observer.look((System.nanoTime() - start) / 1_000_000, heard, voice, before);
    looks.add(look);
    look.print(out);
  }

  /// What was sent, what the gateway counted, what the account was charged: one number.
  private void charged(Figures figures, Observer observer, long before)
      throws IOException, InterruptedException {
    var sent = voice.sentMs();
    var billed = observer.billedMs();
    var charged = observer.chargedMs() - before;
    out.println("sent " + sent + " ms, billed " + billed + " ms, charged to the account " + charged
        + " ms, " + words.values().stream().mapToLong(n -> n).sum() + " words");
    figures.add("billed beside sent, difference", "ms", 0,
        List.of((double) Math.abs(billed - sent)));
    figures.add("charged to the account beside sent, difference", "ms", 0,
        List.of((double) Math.abs(charged - sent)));
  }

  private void held(Figures figures, Observer observer) throws IOException {
    var leaks = observer.leaks();
    leaks.stream().limit(10).forEach(out::println);
    figures.add("LEAK lines in the log", "", 0, List.of((double) leaks.size()));
    if (voice.sentMs() < JUDGED_FROM.toMillis()) {
      out.println("memory: not judged, " + minutes(voice.sentMs()) + " minutes (expected: >= "
          + JUDGED_FROM.toMinutes() + ")");
      return;
    }
    figures.add("resident memory, rise a minute over the last two thirds", "MB", RESIDENT_RISE,
        List.of(Look.risePerMinute(looks, Look::residentMb)));
    figures.add("heap behind a collection, rise a minute", "MB", HEAP_RISE,
        List.of(Look.risePerMinute(looks, Look::heapMb)));
    figures.add("direct memory, rise a minute", "MB", DIRECT_RISE,
        List.of(Look.risePerMinute(looks, Look::directMb)));
  }

  private static String minutes(long millis) {
    return String.format(Locale.ROOT, "%.1f", millis / 60_000.0);
  }
}
