package dev.earshot.load;

import dev.earshot.core.account.Plans;
import dev.earshot.core.app.AppStores;
import dev.earshot.firestore.DocumentOperations;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.firestore.StoreSettings;
import dev.earshot.load.DayTable.Line;
import dev.earshot.load.credits.DayStage;
import dev.earshot.load.credits.DayStreams;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// What [ReplayedDay] reads of a Firestore emulator, path by path: without copies, as the seed system did
/// before its change, and with ours.
final class DayReads implements CacheRows {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LISTED = 200;
  /// By how many percent reads must change at least.
  private static final double CREDITS = -99.9;
  private static final double OTHERS = -99;

  private final List<ReplayedDay> days;
  private final int listed;

  /// What one day has read.
  private record Read(long credits, long keys, Map<String, Long> ports) {
    private long of(String path) {
      return ports.getOrDefault(path, 0L);
    }

    private long apps() {
      return ports.entrySet()
          .stream()
          .filter(path -> !path.getKey().equals(PortReads.MENTOR))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /// @param days that are replayed, one after the other
  /// @param listed how many public apps there are
  DayReads(List<ReplayedDay> days, int listed) {
    this.days = List.copyOf(days);
    this.listed = listed;
  }

  /// The days of docs/benchmarks.md: three talks of five minutes, in each minute of which something changes.
  /// Five streams are one instance's half of the ten that `earshot bench credits` has.
  static DayReads usual() {
    return new DayReads(
        List.of(new ReplayedDay(3, 300, 5, 5, true), new ReplayedDay(3, 300, 1, 5, false)), LISTED);
  }

  @Override
  public void measure(Figures figures, PrintWriter out) {
    try (var stage = new DayStage()) {
      for (var day : days) {
        var title = "day, streams: " + day.streams();
        out.println(title);
        var without = "without-" + day.streams();
        var with = "with-" + day.streams();
        var table = table(title, day,
            read(stage, without, stage.scanning(without), day::uncached),
            read(stage, with, stage.ours(with), day::cached));
        table.print(out);
        table.addTo(figures);
      }
    }
  }

  private static DayTable table(String title, ReplayedDay day, Read before, Read after) {
    var others = day.isClaimed() ? OTHERS : Double.POSITIVE_INFINITY;
    var lines = new ArrayList<Line>();
    lines.add(new Line("credits", before.credits(), after.credits(), CREDITS));
    lines.add(new Line(PortReads.MENTOR, before.of(PortReads.MENTOR), after.of(PortReads.MENTOR),
        others));
    lines.add(new Line("apps", before.apps(), after.apps(), others));
    for (var path : new TreeSet<>(before.ports().keySet())) {
      if (!path.equals(PortReads.MENTOR)) {
        lines.add(Line.note("of apps: " + path, before.of(path), after.of(path)));
      }
    }
    lines.add(Line.note("apart: keys, each handshake", before.keys(), after.keys()));
    return new DayTable(title, lines);
  }

  private Read read(DayStage stage, String project, DayStreams streams,
      BiConsumer<ReplayedDay.Ports, DayStreams> day) {
    var settings = StoreSettings.of(project).onEmulator(stage.emulator()).within(PATIENCE);
    try (streams;
        var store = FirestoreStore.open(settings, Plans.none(), InstantSource.system(),
            DocumentOperations.UNHEARD)) {
      AppFixture.fill(new AppStores(store.apps(), store.installs(), store.reviews(),
          store.testers()), listed);
      var reads = new PortReads(store);
      day.accept(new ReplayedDay.Ports(reads.apps(), reads.preferences()), streams);
      return new Read(streams.reads(), streams.keyReads(), reads.byPath());
    }
  }
}
