package dev.earshot.load;

import dev.earshot.load.Device.Hearing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What became of the words of one stream that says `w0`, `w1`, ... a second each.
///
/// @param lost words that never came, or came too early or too late by more than a third of a second
/// @param doubled words that came more than once
/// @param backwards segments that begin before the one that came before them
/// @param nextWordMs from the fault to the first committed word that was not half said before it
record WordCount(int lost, int doubled, int backwards, double nextWordMs) {
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final long TOLERANCE_MS = 350;

  /// Counts them.
  ///
  /// @param faultNanos when its recogniser failed, by the clock of [System#nanoTime]
  static WordCount of(Hearing hearing, int words, long faultNanos) {
    var finals = hearing.said().stream().filter(Said::isFinal).toList();
    var heard = new ArrayList<String>();
    var right = new HashSet<String>();
    finals.forEach(segment -> {
      var said = words(segment);
      heard.addAll(said);
      if (!said.isEmpty() && isInTime(segment, said)) {
        right.addAll(said);
      }
    });
    var lost = 0;
    for (var word = 0; word < words; word++) {
      lost += right.contains("w" + word) ? 0 : 1;
    }
    var next = finals.stream()
        .filter(segment -> segment.atNanos() > faultNanos && !words(segment).isEmpty())
        .mapToLong(Said::atNanos)
        .min();
    return new WordCount(lost, heard.size() - new HashSet<>(heard).size(), backwards(finals),
        next.isPresent() ? (next.getAsLong() - faultNanos) / 1e6 : Double.POSITIVE_INFINITY);
  }

  private static List<String> words(Said segment) {
    return segment.text().isBlank()
        ? List.of()
        : Arrays.asList(SPACE.split(segment.text().strip()));
  }

  private static boolean isInTime(Said segment, List<String> words) {
    var first = 1_000L * Integer.parseInt(words.getFirst().substring(1));
    return Math.abs(segment.startMs() - first) <= TOLERANCE_MS;
  }

  private static int backwards(List<Said> finals) {
    var count = 0;
    for (var i = 1; i < finals.size(); i++) {
      count += finals.get(i).startMs() < finals.get(i - 1).startMs() ? 1 : 0;
    }
    return count;
  }
}
