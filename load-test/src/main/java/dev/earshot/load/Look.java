package dev.earshot.load;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// One look at a gateway that runs: what it holds, what was sent to it, what it charged.
///
/// @param atMs since the first sound
/// @param residentMb of its process, whatever it is used for
/// @param heapMb what is left behind a collection
/// @param directMb Netty's buffers outside of the heap
/// @param cpuMs of all its threads since it began
/// @param words that will not change any more
/// @param billedMs as the account's statement tells it, with what is not settled yet
/// @param leaks lines of its log that tell of a buffer nobody freed
record Look(long atMs, double residentMb, double heapMb, double directMb, long cpuMs, long words,
    long sentMs, long billedMs, long leaks) {
  static void printHead(PrintWriter out) {
    out.println("  minute | resident MB | heap MB | direct MB | cpu s | words | sent ms | billed ms"
        + " | leaks");
    out.flush();
  }

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "%8.1f | %11.1f | %7.1f | %9.1f | %5.0f | %5d | %7d | %9d | %5d%n",
        atMs / 60_000.0, residentMb, heapMb, directMb, cpuMs / 1_000.0, words, sentMs, billedMs,
        leaks);
    out.flush();
  }

  /// How much a value rises a minute, see [Rise#perMinute].
  static double risePerMinute(List<Look> looks, ToDoubleFunction<Look> value) {
    return Rise.perMinute(looks.stream()
        .map(look -> new Rise.Point(look.atMs(), value.applyAsDouble(look)))
        .toList());
  }
}
