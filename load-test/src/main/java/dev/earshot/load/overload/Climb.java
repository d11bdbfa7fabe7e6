package dev.earshot.load.overload;

import java.util.ArrayList;
import java.util.List;

/// How many streams a gateway holds while more and more come: as many as talked in the last second whose
/// words came within the bound and in which nobody was refused, before three seconds in a row were not such.
/// A single one tells of the machine, not of the gateway.
final class Climb {
  private static final int BAD_IN_A_ROW = 3;

  private final double boundMs;
  private final List<Second> seconds = new ArrayList<>();

  /// What was seen in one second.
  ///
  /// @param talking streams at its end
  /// @param p99Ms added latency at p99; NaN where no word was due
  /// @param refused how often somebody was not let in
  record Second(int talking, double p99Ms, long refused) {}

  /// @param boundMs of the added latency at p99
  Climb(double boundMs) {
    this.boundMs = boundMs;
  }

  void add(Second second) {
    seconds.add(second);
  }

  /// Whether the gateway has all that it holds.
  boolean isOver() {
    var last = seconds.subList(Math.max(0, seconds.size() - BAD_IN_A_ROW), seconds.size());
    return last.size() == BAD_IN_A_ROW && last.stream().allMatch(this::isBad);
  }

  /// How many it holds, as far as they have come.
  int held() {
    return seconds.stream()
        .filter(second -> second.p99Ms() <= boundMs && !isBad(second))
        .mapToInt(Second::talking)
        .max()
        .orElse(0);
  }

  /// What ended it, for whoever reads along.
  String why() {
    if (!isOver()) {
      return "no more came";
    }
    var refused = seconds.stream().mapToLong(Second::refused).sum();
    return BAD_IN_A_ROW + " seconds in a row were beyond the bound or had somebody refused ("
        + refused + " in all)";
  }

  private boolean isBad(Second second) {
    return second.refused() > 0 || second.p99Ms() > boundMs;
  }
}
