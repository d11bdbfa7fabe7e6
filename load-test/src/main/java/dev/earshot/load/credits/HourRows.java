package dev.earshot.load.credits;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an hour of streams costs, the seed system's beside ours: streams with credit, and streams without.
final class HourRows {
  static final long HOUR_S = 3_600;
  /// A hundred hours: nobody uses that up here.
  static final long PLENTY_MS = 100 * HOUR_S * 1_000;
  private static final int WITHIN_S = 60;

  private final Stage stage;
  private final Table table;
  private final PrintWriter out;
  private @Nullable Double seedTripsPerTick;

  HourRows(Stage stage, Table table, PrintWriter out) {
    this.stage = stage;
    this.table = table;
    this.out = out;
  }

  /// Streams of one account with plenty of credit, on one instance for one of them and on two for more.
  void active(int streams) {
    var seed = seed("seed-active-" + streams, PLENTY_MS, streams);
    var ours = ours("active-" + streams, PLENTY_MS, streams, true);
    table.add("Firestore reads per active stream-hour" + of(streams), "",
        per(seed.documents(), streams), per(ours.reads(), streams), 4.1, 1);
    table.note("... apart: sums over 720 hours, of all streams" + of(streams), "", 0.0,
        (double) ours.sent("HOURS_SUM"));
    table.note("... apart: plans, per stream-hour" + of(streams), "", per(seed.plans(), streams),
        per(ours.sent("PLAN_READ"), streams));
    table.note("... apart: keys, per stream-hour" + of(streams), "", null,
        per(ours.sent("KEY_READ"), streams));
    table.add("billed document writes per stream-hour" + of(streams), "",
        per(seed.writes(), streams), per(ours.writes(), streams), 60, 39);
    table.note("Redis round trips per stream-hour" + of(streams), "",
        per(seed.roundTrips(), streams), per(ours.roundTrips(), streams));
    seedTripsPerTick = per(seed.roundTrips(), streams) / (HOUR_S / 60.0);
  }

  /// Streams of one account that has nothing left.
  void exhausted(int streams) {
    var seed = seed("seed-exhausted-" + streams, 0, streams);
    var ours = ours("exhausted-" + streams, 0, streams, true);
    var dead = ours("exhausted-dead-" + streams, 0, streams, false);
    table.add("reads per exhausted stream-hour, Redis alive" + of(streams), "",
        per(seed.documents(), streams), per(ours.reads(), streams), 4, 1);
    table.add("reads per exhausted stream-hour, Redis dead" + of(streams), "",
        per(seed.documents(), streams), per(dead.reads(), streams), 60, 60);
  }

  /// Streams with plenty of credit while there is no Redis.
  void activeWithoutRedis(int streams) {
    var ours = ours("active-dead-" + streams, PLENTY_MS, streams, false);
    table.note("Firestore reads per active stream-hour, Redis dead" + of(streams), "", null,
        per(ours.reads(), streams));
  }

  /// How often a stream of the seed system asks Redis at each tick; null before that was measured.
  @Nullable
  Double seedTripsPerTick() {
    return seedTripsPerTick;
  }

  private SeedStream.Tally seed(String account, long leftMs, int streams) {
    stage.account(account, leftMs);
    var rule = new SeedRule(stage, account, streams, HOUR_S).run(HOUR_S + WITHIN_S);
    tell(account, rule.tally());
    return rule.tally();
  }

  private Counts ours(String account, long leftMs, int streams, boolean redis) {
    stage.account(account, leftMs);
    try (var crew = stage.crew(streams == 1 ? 1 : 2)) {
      if (!redis) {
        stage.stopRedis();
      }
      var random = stage.random();
      for (var i = 0; i < streams; i++) {
        crew.openAt(i == 0 ? 0 : random.nextInt(WITHIN_S), i, account, HOUR_S);
      }
      crew.stepToTheEnd(HOUR_S + 2 * WITHIN_S);
      var counts = crew.counts();
      stage.audit(account, counts);
      tell(account, counts);
      return counts;
    }
  }

  private void tell(String scene, Object counts) {
    var said = counts instanceof Counts all
        ? all.documents() + " faults " + all.faults() + " round trips " + all.roundTrips()
        : counts.toString();
    out.printf(Locale.ROOT, "%s: %s%n", scene, said);
  }

  private static String of(int streams) {
    return streams == 1 ? ", 1 stream" : ", " + streams + " streams, 2 instances";
  }

  private static double per(long all, int streams) {
    return (double) all / streams;
  }
}
