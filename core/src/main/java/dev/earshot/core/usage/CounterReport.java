package dev.earshot.core.usage;

import dev.earshot.core.usage.LastCounts.Last;
import java.util.ArrayList;
import java.util.List;

/// What is told to the counter at once, built for one report. For one thread.
final class CounterReport {
  private final List<UsageLine> lines;
  private final List<Standing> told;
  private final List<Count> counts;

  /// @param size how many streams may come
  CounterReport(int size) {
    lines = new ArrayList<>(size);
    told = new ArrayList<>(size);
    counts = new ArrayList<>(size);
  }

  /// One more stream, with its place in the report's order.
  void add(UsageLine line, Standing now) {
    lines.add(line);
    told.add(now);
    if (now.before() != null) {
      counts.add(line.count(now.before()));
    }
    counts.add(line.count(now.running()));
  }

  /// Streams that are over, behind the others, where no answer is looked for.
  void add(List<Last> lasts) {
    lasts.forEach(last -> counts.addAll(last.counts()));
  }

  /// The streams that go on, in their order.
  List<UsageLine> lines() {
    return lines;
  }

  List<Count> counts() {
    return counts;
  }

  /// What each of these streams is told, in their order: what was said of its present month.
  List<UsageTick> answers(List<Tally> tallies) {
    var answers = new ArrayList<UsageTick>(lines.size());
    var end = 0;
    for (var i = 0; i < lines.size(); i++) {
      var standing = told.get(i);
      end += standing.before() == null ? 1 : 2;
      answers.add(lines.get(i).counted(standing, tallies.get(end - 1)));
    }
    return answers;
  }
}
