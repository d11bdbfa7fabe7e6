package dev.earshot.load.overload;

import dev.earshot.load.Figures;
import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of the streams that were offered.
///
/// @param boundMs within which 99 % of a stream's words have to come
/// @param slice of the whole time in which too many were offered
/// @param chargedMs what the ledger has grown by
record Outcome(double boundMs, Slice slice, long chargedMs) {
  private static final double GATE_PERCENT = 10;
  private static final String GOAL = "goal 3";
  private static final String AGAIN = "told to come again: ";
  private static final String REFUSED = "refused: ";
  private static final String WELL = "finished";
  private static final String NO_WORD = " without Retry-After";

  /// Streams whose words could be timed, or that lost one, or broke.
  long judged() {
    return slice.histogram(Measure.STREAM_P99).getTotalCount();
  }

  /// Those of them that were within the bound.
  long within() {
    var micros = Math.round(boundMs * 1_000);
    return judged() == 0
        ? 0
        : slice.histogram(Measure.STREAM_P99).getCountBetweenValues(0, micros);
  }

  /// Of those that were judged; NaN where nobody was.
  double beyondPercent() {
    return judged() == 0 ? Double.NaN : 100d * (judged() - within()) / judged();
  }

  /// How often somebody was refused, by the status of the answer.
  Map<String, Long> refusals() {
    var all = new TreeMap<String, Long>();
    slice.endings().forEach((how, times) -> {
      if (isRefusal(how)) {
        all.merge(status(how), times, Long::sum);
      }
    });
    return all;
  }

  /// Streams that ended neither well nor with a refusal that says when to come again, by how they ended.
  Map<String, Long> others() {
    var all = new TreeMap<>(slice.endings());
    all.keySet()
        .removeIf(how -> how.equals(WELL) || (isRefusal(how) && !how.endsWith(NO_WORD))
            || how.startsWith("not ready when") || how.startsWith("not begun when"));
    return all;
  }

  /// What was measured beside its bounds.
  ///
  /// @param capacity streams that the gateway holds
  Figures figures(int capacity) {
    var figures = new Figures();
    figures.note("streams that it holds", "", capacity);
    figures.note("devices that were offered", "", slice.count(Count.OFFERED));
    figures.note("let in", "", slice.count(Count.READY));
    refusals().forEach((status, times) -> figures.note("refused with " + status, "", times));
    figures.note("gave up behind their last try", "", slice.turnedAway());
    times("added latency of all words, p50", Measure.ADDED_LATENCY, 50, figures);
    times("added latency of all words, p99", Measure.ADDED_LATENCY, 99, figures);
    times("p99 of a stream, at p50 of the streams", Measure.STREAM_P99, 50, figures);
    times("p99 of a stream, at p90 of the streams", Measure.STREAM_P99, 90, figures);
    figures.add("let in and beyond " + Math.round(boundMs) + " ms (" + GOAL + ")", "%",
        GATE_PERCENT, List.of(beyondPercent()));
    figures.add("neither served nor told when to come again", "", 0,
        List.of((double) others().values().stream().mapToLong(many -> many).sum()));
    figures.add("words lost, doubled or out of order", "", 0,
        List.of((double) slice.count(Count.WORDS_LOST) + slice.count(Count.WORDS_DOUBLED)
            + slice.count(Count.WORDS_REORDERED)));
    figures.add("charged beside sent, difference", "ms", 0,
        List.of((double) Math.abs(chargedMs - slice.count(Count.SOUND_MS))));
    return figures;
  }

  private void times(String name, Measure measure, double percentile, Figures figures) {
    var millis = slice.millis(measure, percentile);
    if (!Double.isNaN(millis)) {
      figures.note(name, "ms", millis);
    }
  }

  private static boolean isRefusal(String how) {
    return how.startsWith(AGAIN) || how.equals(REFUSED + "503") || how.equals(REFUSED + "429");
  }

  private static String status(String how) {
    return how.substring(how.indexOf(": ") + 2);
  }
}
