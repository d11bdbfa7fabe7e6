package dev.earshot.core.relay;

import dev.earshot.core.recogniser.Leg;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may hear whom: the engines in their order, or in that of the account's plan.
final class Roster {
  private final List<Target> targets;

  Roster(List<Target> targets) {
    this.targets = List.copyOf(targets);
  }

  List<Target> all() {
    return targets;
  }

  /// The first that may be given to somebody now, whoever it is.
  Stream<Target> usable(long nowMs) {
    return targets.stream().filter(target -> target.isUsable(nowMs));
  }

  /// Begins a leg with the best that may, null where none may.
  ///
  /// @param tried those that failed this stream since it last heard a word: the last choice
  /// @param again whether the stream comes because another leg failed
  @Nullable
  Target begin(Leg leg, Set<Target> tried, boolean again, long nowMs, Traffic streams) {
    return fit(leg)
        .sorted(Comparator.comparing(tried::contains)) // stable: the order stands within each half
        .filter(target -> target.begin(nowMs, again, streams))
        .findFirst()
        .orElse(null);
  }

  /// Whether anybody is left who did not fail this stream yet, and may hear it.
  boolean hasUntried(Leg leg, Set<Target> tried, long nowMs) {
    return fit(leg).anyMatch(target -> !tried.contains(target) && target.isUsable(nowMs));
  }

  private Stream<Target> fit(Leg leg) {
    var wanted = leg.engines();
    var able = targets.stream()
        .filter(target -> target.engine().recogniser().capabilities().understands(leg.language()));
    return wanted.isEmpty()
        ? able
        : able.filter(target -> wanted.contains(target.engine().name()))
            .sorted(Comparator.comparingInt(target -> wanted.indexOf(target.engine().name())));
  }
}
