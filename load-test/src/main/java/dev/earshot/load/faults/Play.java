package dev.earshot.load.faults;

import dev.earshot.load.device.Regulars;
import dev.earshot.load.device.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Plays scenes on a stage, one after the other, and accounts for each.
final class Play {
  private static final long LOOK_MS = 100;
  private static final Duration BEGUN_WITHIN = Duration.ofSeconds(20);
  /// Between two faults at once.
  private static final Duration APART = Duration.ofSeconds(1);
  /// What only the counter knows is settled behind 90 s of silence.
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(130);

  private final Stage stage;
  private final Times times;
  private long chargedMs;

  /// How long a scene is.
  ///
  /// @param devices that talk from its beginning
  /// @param late devices that come while the fault lasts
  /// @param steady before the fault and behind it
  /// @param fault how long it lasts
  record Times(int devices, int late, Duration steady, Duration fault) {
    /// So many, of which every fifth is late.
    static Times of(int devices, Duration steady, Duration fault) {
      var late = devices / 5;
      return new Times(devices - late, late, steady, fault);
    }
  }

  Play(Stage stage, Times times) {
    this.stage = stage;
    this.times = times;
    this.chargedMs = stage.books().chargedMs();
  }

  Outcome play(Scene scene) throws IOException, InterruptedException {
    try (var devices = stage.devices()) {
      devices.call(times.devices(), Duration.ofSeconds(1));
      devices.awaitAll(BEGUN_WITHIN);
      pass(times.steady());
      var faultBegan = System.nanoTime();
      for (var fault : scene.faults()) {
        fault.begin(stage);
        pass(scene.faults().getLast() == fault ? Duration.ofMillis(500) : APART);
      }
      devices.call(times.late(), Duration.ofSeconds(2));
      pass(times.fault().minusNanos(System.nanoTime() - faultBegan));
      for (var fault : scene.faults()) {
        fault.end(stage);
      }
      var mended = System.nanoTime();
      var bounds = scene.bounds();
      var recoveryMs = recovery(devices, mended, bounds.recovery().multipliedBy(2));
      pass(times.steady());
      var talked = devices.finish();
      return account(scene, devices, talked, recoveryMs);
    }
  }

  private long recovery(Regulars devices, long mended, Duration within)
      throws InterruptedException {
    var before = stage.books().chargedMs();
    while (System.nanoTime() - mended < within.toNanos()) {
      if (devices.talking() == devices.called() && stage.isWell()
          && stage.books().chargedMs() > before) {
        return (System.nanoTime() - mended) / 1_000_000;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    return -1;
  }

  private Outcome account(Scene scene, Regulars devices, int talked, long recoveryMs)
      throws InterruptedException {
    var bounds = scene.bounds();
    var visits = devices.visits();
    var sent = visits.stream().mapToLong(Visit::soundMs).sum();
    var cut = visits.stream().filter(visit -> visit.wasReady() && !visit.finished()).toList();
    var unbilled = bounds.unbilledMs() * cut.size();
    var before = chargedMs;
    chargedMs = stage.books()
        .settledMs(charged -> charged - before >= sent - unbilled, SETTLED_WITHIN);
    var lost = devices.called() - talked + (bounds.breaksStreams() ? 0 : cut.size());
    return new Outcome(scene.name(), devices.called(), visits.size(), lost,
        visits.stream().mapToLong(visit -> visit.words().lost()).sum(),
        visits.stream().mapToLong(visit -> visit.words().doubled()).sum(), sent,
        chargedMs - before, unbilled, recoveryMs, bounds.recovery().toMillis(),
        endings(visits),
        counted(visits.stream().flatMap(visit -> visit.told().stream()).toList()));
  }

  /// How connections ended that their devices did not end.
  static Map<String, Long> endings(List<Visit> visits) {
    return counted(visits.stream()
        .filter(visit -> !visit.finished())
        .map(visit -> (visit.wasReady() ? "" : "refused: ") + visit.code() + " " + visit.how())
        .toList());
  }

  private static Map<String, Long> counted(List<String> words) {
    return words.stream()
        .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
  }

  private static void pass(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, time.toNanos()));
  }
}
