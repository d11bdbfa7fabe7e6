package dev.earshot.load.faults;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a rolling update has cost.
///
/// @param devices that talked
/// @param streamsLost devices that did not stream at the end
/// @param told connections that were closed with the code of their dialect
/// @param unannounced connections that ended in any other way before their device ended them
/// @param refused tries that were let in by nobody, behind which their device came again
/// @param wordsLost words that had to come and did not
/// @param sentMs that the devices wrote, on all connections
/// @param heardMs that recognisers were given
/// @param chargedMs that the ledger has charged for it
/// @param endings how connections ended before the devices ended them
record RollingOutcome(int devices, long streamsLost, long told, long unannounced, long refused,
    long wordsLost, long sentMs, long heardMs, long chargedMs, Map<String, Long> endings) {
  /// Between the last frame that a gateway hears and its close frame, which the last words come before, a
  /// device sends on.
  private static final long UNHEARD_MS = 500;

  RollingOutcome {
    endings = new TreeMap<>(endings);
  }

  /// Charged less heard: what was charged and not heard, or not charged though it was.
  long billingErrorMs() {
    return chargedMs - heardMs;
  }

  /// Each bound that did not hold, in words.
  List<String> broken() {
    var broken = new ArrayList<String>();
    if (streamsLost > 0) {
      broken.add("streams lost: " + streamsLost + " (expected: 0)");
    }
    if (unannounced > 0 || told < devices) {
      broken.add("closes: " + told + " told, " + unannounced + " unannounced (expected: each of "
          + devices + " devices at least once, and 0)");
    }
    if (wordsLost > 0) {
      broken.add("words lost: " + wordsLost + " (expected: 0)");
    }
    if (billingErrorMs() != 0) {
      broken.add("charged less heard: " + billingErrorMs() + " ms (expected: 0)");
    }
    if (sentMs < heardMs || sentMs - heardMs > told * UNHEARD_MS) {
      broken.add("sent less heard: " + (sentMs - heardMs) + " ms (expected: 0.." + told * UNHEARD_MS
          + ", " + UNHEARD_MS + " for each close)");
    }
    return broken;
  }

  boolean holds() {
    return broken().isEmpty();
  }

  void print(PrintWriter out) {
    out.println(
        "| devices | streams lost | told to come again | unannounced | refused | words lost | sent, ms"
            + " | heard, ms | charged less heard, ms | close codes and ends | holds |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    out.printf("| %d | %d | %d | %d | %d | %d | %d | %d | %d | %s | %s |%n", devices, streamsLost,
        told, unannounced, refused, wordsLost, sentMs, heardMs, billingErrorMs(),
        Table.ends(endings),
        holds() ? "yes" : "NO");
    broken().forEach(out::println);
    out.flush();
  }
}
