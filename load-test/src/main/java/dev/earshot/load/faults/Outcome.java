package dev.earshot.load.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a scene has cost, and whether that is within its bounds.
///
/// @param scene its name
/// @param devices that talked
/// @param connections that they made
/// @param streamsLost devices that did not stream at the end, and connections that ended though the fault may
///     end none
/// @param wordsLost words that had to come and did not; words of connections that broke count where a later one
///     came
/// @param wordsDoubled words that came to stay twice
/// @param sentMs that the devices wrote, on all connections
/// @param chargedMs that the ledger has charged for it
/// @param unbilledBoundMs how much less than what was sent may be charged
/// @param recoveryMs from the end of the fault until all was well; -1: it was not in time
/// @param recoveryBoundMs how long it may take
/// @param endings how connections ended before the devices ended them
/// @param troubles what the gateways told devices
record Outcome(String scene, int devices, int connections, long streamsLost, long wordsLost,
    long wordsDoubled, long sentMs, long chargedMs, long unbilledBoundMs, long recoveryMs,
    long recoveryBoundMs, Map<String, Long> endings, Map<String, Long> troubles) {
  Outcome {
    endings = new TreeMap<>(endings);
    troubles = new TreeMap<>(troubles);
  }

  /// Charged less sent: above 0 is what was charged and never sent, or twice.
  long billingErrorMs() {
    return chargedMs - sentMs;
  }

  /// Each bound that did not hold, in words.
  List<String> broken() {
    var broken = new ArrayList<String>();
    if (streamsLost > 0) {
      broken.add("streams lost: " + streamsLost + " (expected: 0)");
    }
    if (wordsLost > 0 || wordsDoubled > 0) {
      broken.add("words lost or doubled: " + wordsLost + ", " + wordsDoubled + " (expected: 0)");
    }
    if (billingErrorMs() > 0 || billingErrorMs() < -unbilledBoundMs) {
      broken.add("charged less sent: " + billingErrorMs() + " ms (expected: -" + unbilledBoundMs
          + "..0)");
    }
    if (recoveryMs < 0 || recoveryMs > recoveryBoundMs) {
      broken.add("recovery: " + (recoveryMs < 0 ? "none" : recoveryMs + " ms") + " (expected: <= "
          + recoveryBoundMs + " ms)");
    }
    return broken;
  }

  boolean holds() {
    return broken().isEmpty();
  }
}
