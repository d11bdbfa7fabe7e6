package dev.earshot.load.faults;

import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Regulars;
import dev.earshot.load.device.Visit;
import dev.earshot.load.versus.UpstreamProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A rolling update: each of two gateways in turn gets SIGTERM and is followed by a new process on the same
/// disk, while devices talk.
final class Rolling {
  private static final Duration STEADY = Duration.ofSeconds(4);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(30);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
  private static final int WORD_MS = 100;
  private static final long BYTES_A_MS = 32;
  /// The recogniser is well: a machine that stands still for seconds is not to be taken for its fault. Ten
  /// seconds are a sixth of the usual tick; all devices are of one account, and by the stage's tick of a second
  /// they would settle a hundred times a second, which Firestore's emulator does not follow.
  private static final Map<String, String> SETTINGS = Map.of("EARSHOT_DRAIN_NOTICE", "2s",
      "EARSHOT_STALL", "60s", "EARSHOT_MUTE", "60s", "EARSHOT_TICK", "10s");

  private final Path folder;
  private final int streams;
  private final Duration ramp;
  private final PrintWriter out;
  private final long began = System.nanoTime();

  /// @param folder for disks and logs, which exists
  /// @param streams that talk
  /// @param ramp within which they come
  /// @param out is told how far it is
  Rolling(Path folder, int streams, Duration ramp, PrintWriter out) {
    this.folder = folder;
    this.streams = streams;
    this.ramp = ramp;
    this.out = out;
  }

  RollingOutcome play() throws IOException, InterruptedException {
    try (var recogniser = UpstreamProcess.start(WORD_MS, 0);
        var stage = Stage.open(folder, settings(recogniser));
        var devices = stage.devices()) {
      tell(
          "two gateways are ready, " + streams + " devices come within " + ramp.toSeconds() + " s");
      devices.call(streams, ramp);
      devices.awaitAll(ramp.plus(BACK_WITHIN));
      for (var gateway : stage.gateways()) {
        talk(devices);
        gateway.terminate();
        tell("a gateway has gone");
        gateway.start();
        tell("its follower is ready");
        devices.awaitAll(BACK_WITHIN);
      }
      talk(devices);
      var talked = devices.finish();
      tell("all devices have ended; what is charged is looked up");
      return account(stage, devices, talked, recogniser);
    }
  }

  private static RollingOutcome account(Stage stage, Regulars devices, int talked,
      UpstreamProcess recogniser) throws InterruptedException {
    var visits = devices.visits();
    var heardMs = recogniser.heard().bytes() / BYTES_A_MS;
    var ended = visits.stream().filter(visit -> visit.wasReady() && !visit.finished()).toList();
    var told = ended.stream().filter(Rolling::isTold).count();
    return new RollingOutcome(devices.called(), devices.called() - talked, told,
        ended.size() - told, visits.stream().filter(visit -> !visit.wasReady()).count(),
        visits.stream().mapToLong(visit -> visit.words().lost()).sum(),
        visits.stream().mapToLong(Visit::soundMs).sum(), heardMs,
        stage.books().settledMs(charged -> charged >= heardMs, SETTLED_WITHIN),
        Play.endings(visits));
  }

  /// In the words of its dialect.
  private static boolean isTold(Visit visit) {
    return visit.code() == (visit.dialect() == Dialect.DEEPGRAM ? 1_012 : 1_001)
        && (visit.dialect() != Dialect.OPENAI || visit.told().contains("server_going_away"));
  }

  private static Map<String, String> settings(UpstreamProcess recogniser) {
    var settings = new HashMap<>(SETTINGS);
    settings.put(Stage.RECOGNISER, recogniser.uri().toString());
    return settings;
  }

  private void talk(Regulars devices) throws InterruptedException {
    tell(devices.talking() + " of " + devices.called() + " talk");
    TimeUnit.NANOSECONDS.sleep(STEADY.toNanos());
  }

  private void tell(String what) {
    out.printf(Locale.ROOT, "%5.1f s  %s%n", (System.nanoTime() - began) / 1e9, what);
    out.flush();
  }
}
