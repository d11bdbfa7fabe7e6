package dev.earshot.load.cli;

import dev.earshot.load.device.Count;
import dev.earshot.load.device.Measure;
import dev.earshot.load.report.Metering;
import dev.earshot.load.report.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether anything may be concluded from a run, and whether it went well.
public final class Judgement {
  private static final double MOST_PACING_MS = 5;
  private static final double MOST_BUSY = 0.7;
  private static final int MOST_ENDINGS = 5;

  private Judgement() {}

  /// Why nothing may be concluded; empty where something may.
  public static List<String> invalid(Part total, List<Part> steps) {
    var why = new ArrayList<String>();
    for (var step : steps) {
      var pacing = step.times(Measure.PACING_ERROR);
      if (pacing == null) {
        why.add(step.name() + ": no frame was sent on time to be measured (expected: frames)");
      } else if (pacing.p99() > MOST_PACING_MS) {
        why.add("%s: pacing error at p99 %.1f ms (expected: <= 5 ms)".formatted(step.name(),
            pacing.p99()));
      }
      if (step.busy() > MOST_BUSY) {
        why.add("%s: generator's busiest loop %.0f %% of a core (expected: <= 70 %%)".formatted(
            step.name(), step.busy() * 100));
      }
    }
    if (total.count(Count.WORDS_EARLY) > 0) {
      why.add("words: " + total.count(Count.WORDS_EARLY)
          + " came before they were due (expected: 0; are --window and --delay right?)");
    }
    return why;
  }

  /// What did not go well; empty where everything did.
  ///
  /// @param isScripted whether words are known
  static List<String> failures(Part total, boolean isScripted, @Nullable Metering metering) {
    var why = new ArrayList<String>();
    var failed = total.count(Count.FAILED);
    if (failed > 0) {
      why.add("streams: " + failed + " of " + total.count(Count.OFFERED) + " failed (expected: 0): "
          + endings(total));
    }
    total.endings()
        .keySet()
        .stream()
        .filter(Judgement::isAboutKeys)
        .findFirst()
        .ifPresent(
            how -> why.add("key: " + how + " (expected: a key that this gateway knows)"));
    if (isScripted) {
      none(total, Count.WORDS_LOST, why);
      none(total, Count.WORDS_DOUBLED, why);
      none(total, Count.WORDS_REORDERED, why);
    }
    none(total, Count.ERRORS, why);
    if (metering != null && metering.errorMs() != 0 && allFinished(total)) {
      why.add("metering: charged " + metering.chargedMs() + " ms (expected: " + metering.sentMs()
          + " ms)");
    }
    return why;
  }

  private static void none(Part total, Count count, List<String> why) {
    if (total.count(count) > 0) {
      why.add(count.key() + ": " + total.count(count) + " (expected: 0)");
    }
  }

  /// Where somebody hung up, what was on its way may be charged or not.
  private static boolean allFinished(Part total) {
    return total.endings().getOrDefault("finished", 0L) == total.count(Count.OFFERED);
  }

  private static String endings(Part total) {
    return String.join(", ", total.endings()
        .entrySet()
        .stream()
        .filter(ending -> ending.getKey().startsWith("refused")
            || ending.getKey().startsWith("broken"))
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_ENDINGS)
        .map(ending -> ending.getValue() + " " + ending.getKey())
        .toList());
  }

  private static boolean isAboutKeys(String how) {
    return how.startsWith("refused: 401") || how.startsWith("refused: 403")
        || (how.startsWith("refused: 1008") && how.contains("uth"));
  }
}
