package dev.earshot.load.versus;

import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;

/// What all turns say together. Two relays are compared within a round, in which both met the same machine;
/// the spread is that of these comparisons.
///
/// @param turns those that count, and those that do not
record Scores(List<Turn> turns) {
  Scores {
    turns = List.copyOf(turns);
  }

  Spread cpuMicrosPerFrame(String relay) {
    return spread(relay, Turn::cpuMicrosPerFrame);
  }

  Spread latencyMs(String relay, double percentile) {
    return spread(relay, turn -> turn.latencyMs(percentile));
  }

  /// Latency beyond that of the round without a relay.
  Spread addedMs(String relay, double percentile) {
    return paired(relay, DirectRelay.NAME, turn -> turn.latencyMs(percentile), (a, b) -> a - b);
  }

  /// Latency beyond that of another relay in the same round.
  Spread beyondMs(String relay, String other, double percentile) {
    return paired(relay, other, turn -> turn.latencyMs(percentile), (a, b) -> a - b);
  }

  Spread cpuRatio(String relay, String peer) {
    return paired(relay, peer, Turn::cpuMicrosPerFrame, (a, b) -> a / b);
  }

  /// What one adds to a latency beside what the other does; rounds in which the other adds nothing that
  /// can be seen do not count.
  Spread addedRatio(String relay, String peer, double percentile) {
    return Spread.of(rounds().stream().map(round -> {
      var ours = added(relay, round, percentile);
      var theirs = added(peer, round, percentile);
      return theirs > 0 ? ours / theirs : Double.NaN;
    }).toList());
  }

  /// The same latency of all rounds as one, for quantiles that a single round has too few words for.
  double allMs(String relay, double percentile) {
    return counted(relay).map(Turn::slice)
        .reduce(Slice::then)
        .map(all -> all.millis(Measure.ADDED_LATENCY, percentile))
        .orElse(Double.NaN);
  }

  long words(String relay) {
    return counted(relay).mapToLong(Turn::words).sum();
  }

  double pacingMs() {
    return turns.stream().mapToDouble(Turn::pacingMs).max().orElse(Double.NaN);
  }

  /// How many turns do not count: the devices were late, or words were lost.
  long invalid() {
    return turns.stream().filter(turn -> !turn.isValid()).count();
  }

  private double added(String relay, int round, double percentile) {
    var through = turn(relay, round);
    var direct = turn(DirectRelay.NAME, round);
    return through.isPresent() && direct.isPresent()
        ? through.get().latencyMs(percentile) - direct.get().latencyMs(percentile)
        : Double.NaN;
  }

  private Spread spread(String relay, ToDoubleFunction<Turn> value) {
    return Spread.of(counted(relay).map(value::applyAsDouble).toList());
  }

  private Spread paired(String relay, String other, ToDoubleFunction<Turn> value,
      BinaryOperator<Double> compare) {
    return Spread.of(rounds().stream().map(round -> {
      var one = turn(relay, round);
      var two = turn(other, round);
      return one.isPresent() && two.isPresent()
          ? compare.apply(value.applyAsDouble(one.get()), value.applyAsDouble(two.get()))
          : Double.NaN;
    }).toList());
  }

  private Optional<Turn> turn(String relay, int round) {
    return counted(relay).filter(turn -> turn.round() == round).findFirst();
  }

  private java.util.stream.Stream<Turn> counted(String relay) {
    return turns.stream().filter(turn -> turn.relay().equals(relay) && turn.isValid());
  }

  private Collection<Integer> rounds() {
    return new TreeSet<>(turns.stream().map(Turn::round).toList());
  }
}
