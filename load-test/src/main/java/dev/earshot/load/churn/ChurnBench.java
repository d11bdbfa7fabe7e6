package dev.earshot.load.churn;

import dev.earshot.load.Figures;
import dev.earshot.load.GatewayProcess;
import dev.earshot.load.GatewayProcess.Running;
import dev.earshot.load.Observer;
import dev.earshot.load.Observer.Held;
import dev.earshot.load.churn.Lane.Manners;
import dev.earshot.load.device.Count;
import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.Slice;
import dev.earshot.load.device.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Streams that come and go without end at a gateway of its own, and a look at it again and again.
final class ChurnBench {
  /// The heap is taken in full at the start: what rises afterwards is outside of it.
  private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");
  private static final int LOOKS = 40;
  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final Traffic traffic;
  private final Path data;
  private final PrintWriter out;
  private final Holding holding;

  /// @param data folder of the gateway; its log `churn.log` comes there too
  ChurnBench(Traffic traffic, Path data, PrintWriter out) {
    this.traffic = traffic;
    this.data = data;
    this.out = out;
    this.holding = new Holding(traffic.rate() * TimeUnit.MINUTES.toSeconds(1));
  }

  Figures run() throws Exception {
    Files.createDirectories(data);
    var log = data.resolve("churn.log");
    Files.deleteIfExists(log);
    out.printf(Locale.ROOT, "%.0f streams a second for %.1f minutes; log of the gateway: %s%n",
        traffic.rate(), traffic.length().toMillis() / 60_000.0, log);
    try (var gateway = GatewayProcess.start(data, settings(),
        new Running(List.of(), FLAGS, Redirect.to(log.toFile())));
        var http = HttpClient.newHttpClient();
        var fleet = Fleet.open(Fleet.usualLoops())) {
      var observer = new Observer(gateway, http, data, log);
      var before = charged(observer);
      try (var streets = Streets.open(Lane.usual(), traffic, fleet, lane -> new Target(
          gateway.streams().resolve("/"), lane.dialect(), lane.manners().key()))) {
        watch(streets, observer);
        streets.awaitOver();
        streets.take();
        return figures(streets, observer, before);
      }
    }
  }

  private static Map<String, String> settings() {
    var settings = new HashMap<>(GatewayProcess.FOR_LOAD);
    settings.put("EARSHOT_KEYS", Arrays.stream(Manners.values())
        .map(manners -> manners.account() + ":" + manners.key())
        .collect(Collectors.joining(",")));
    return settings;
  }

  private static Map<Manners, Long> charged(Observer observer)
      throws IOException, InterruptedException {
    var all = new HashMap<Manners, Long>();
    for (var manners : Manners.values()) {
      all.put(manners, observer.chargedMs(manners.account()));
    }
    return all;
  }

  private void watch(Streets streets, Observer observer) throws InterruptedException {
    var every = Math.clamp(traffic.length().toNanos() / LOOKS, OFTEN.toNanos(), SELDOM.toNanos());
    out.println("  minute | talking |  ended | failed | again | resident MB | heap MB | direct MB"
        + " | files | open | leaks");
    var start = System.nanoTime();
    for (var due = every; due <= traffic.length().toNanos();) {
      TimeUnit.NANOSECONDS.sleep(start + due - System.nanoTime());
      look(streets, observer, start);
      due = ((System.nanoTime() - start) / every + 1) * every; // a look that took long leaves some out
    }
  }

  /// One that does not come in time is left out: a machine that stands still is not the gateway's fault.
  private void look(Streets streets, Observer observer, long start) throws InterruptedException {
    try {
      var held = observer.held();
      var atMs = (System.nanoTime() - start) / 1_000_000;
      streets.take();
      holding.add(atMs, held);
      tell(atMs, held, streets, observer);
    } catch (IOException e) {
      out.println("left out: " + e.getMessage());
    }
  }

  private void tell(long atMs, Held held, Streets streets, Observer observer) throws IOException {
    out.printf(Locale.ROOT,
        "%8.1f | %7d | %6d | %6d | %5d | %11.1f | %7.1f | %9.1f | %5d | %4d | %5d%n",
        atMs / 60_000.0, streets.talking(), streets.count(Count.ENDED),
        streets.count(Count.FAILED), streets.count(Count.TOLD_TO_COME_AGAIN), held.residentMb(),
        held.heapMb(), held.directMb(), held.files(), held.streams(), observer.leaks().size());
    out.flush();
  }

  private Figures figures(Streets streets, Observer observer, Map<Manners, Long> before)
      throws IOException, InterruptedException {
    var figures = new Figures();
    var open = observer.openStreamsAtLast();
    var after = charged(observer);
    var polite = streets.of(Manners.POLITE);
    var rough = streets.of(Manners.ROUGH);
    endings(polite);
    endings(rough);
    figures.note("streams offered", "", streets.count(Count.OFFERED));
    figures.note("refused, and came again", "", streets.count(Count.TOLD_TO_COME_AGAIN));
    figures.note("refused to their last try, which is not judged", "",
        polite.turnedAway() + rough.turnedAway());
    figures.add("said goodbye: let in and not served to their end", "", 0,
        List.of((double) polite.count(Count.FAILED) - polite.turnedAway()));
    figures.add("words lost, doubled or out of order", "", 0,
        List.of((double) polite.count(Count.WORDS_LOST) + polite.count(Count.WORDS_DOUBLED)
            + polite.count(Count.WORDS_REORDERED)));
    figures.add("streams that the gateway counts behind the end", "", 0, List.of((double) open));
    charged(figures, "said goodbye: ", polite, change(before, after, Manners.POLITE), true);
    charged(figures, "no manners: ", rough, change(before, after, Manners.ROUGH), false);
    figures.add("LEAK lines in the log", "", 0, List.of((double) observer.leaks().size()));
    if (!holding.addTo(figures)) {
      out.println("memory and files: not judged (expected: 8.5 minutes or more)");
    }
    return figures;
  }

  private void endings(Slice slice) {
    slice.endings().forEach((how, times) -> out.println("  " + times + " " + how));
  }

  /// Of whoever hangs up what was on its way may not have been heard; but nobody pays for more than he sent.
  private static void charged(Figures figures, String who, Slice slice, long chargedMs,
      boolean isExact) {
    var less = slice.count(Count.SOUND_MS) - chargedMs;
    figures.note(who + "sent", "ms", slice.count(Count.SOUND_MS));
    if (isExact) {
      figures.add(who + "charged beside sent, difference", "ms", 0,
          List.of((double) Math.abs(less)));
    } else {
      figures.note(who + "sent and not charged", "ms", Math.max(0, less));
      figures.add(who + "charged and not sent", "ms", 0, List.of((double) Math.max(0, -less)));
    }
  }

  private static long change(Map<Manners, Long> before, Map<Manners, Long> after,
      Manners manners) {
    return after.getOrDefault(manners, 0L) - before.getOrDefault(manners, 0L);
  }
}
