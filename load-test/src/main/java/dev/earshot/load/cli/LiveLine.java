package dev.earshot.load.cli;

import dev.earshot.load.report.Second;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a run goes while it goes: a line that is written anew each second, or, where nobody sees it move, a
/// line now and then.
final class LiveLine {
  private static final int SELDOM_SECONDS = 5;
  private static final String FROM_THE_LEFT = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean moves;
  private final String word;
  private long failed;
  private double last = Double.NEGATIVE_INFINITY;

  /// @param moves whether it is a terminal that somebody looks at
  /// @param word for the latency that is shown
  LiveLine(PrintWriter out, boolean moves, String word) {
    this.out = out;
    this.moves = moves;
    this.word = word;
  }

  /// @param stage that counts at the moment; null between them
  void show(Second second, @Nullable String stage) {
    failed += second.failed();
    if (moves) {
      out.print(FROM_THE_LEFT + text(second, stage));
    } else if (second.at() - last >= SELDOM_SECONDS) {
      out.println(text(second, stage));
      last = second.at();
    }
    out.flush();
  }

  /// The line is not needed any more.
  void end() {
    if (moves) {
      out.print(FROM_THE_LEFT);
      out.flush();
    }
  }

  private String text(Second second, @Nullable String stage) {
    var at = Math.round(second.at());
    return String.format(Locale.ROOT,
        "%3d:%02d  %,7d talk  %s p50 %s p99 %s ms  pacing p99 %s ms"
            + "  %s  generator %2.0f %%  failed %d  %s",
        at / 60, at % 60, second.talking(), word,
        ms(second.p50()), ms(second.p99()), ms(second.pacing()), gateway(second),
        second.busy() * 100, failed, stage == null ? "(does not count)" : stage);
  }

  private static String gateway(Second second) {
    return second.cores() == null || second.residentMb() == null
        ? "gateway unknown"
        : String.format(Locale.ROOT, "gateway %.2f cores %,.0f MB", second.cores(),
            second.residentMb());
  }

  private static String ms(@Nullable Double value) {
    return value == null ? "   -" : String.format(Locale.ROOT, "%4.1f", value);
  }
}
