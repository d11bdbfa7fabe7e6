package dev.earshot.load.device;

import java.util.BitSet;

/// Which words of a scripted recogniser a stream has heard, which came to stay, and in what order.
final class Continuity {
  private static final int MOST_SECONDS = 1_000_000;

  private final BitSet heard = new BitSet();
  private final BitSet committed = new BitSet();
  private int doubled;
  private int reordered;

  /// Who wants to know of new words.
  interface Hearer {
    /// The word of this second came for the first time.
    ///
    /// @param hadNanos when the recogniser had its sound, by the clock of this machine; 0 where it does not say
    void heard(int second, long hadNanos);
  }

  /// Reads words; each that is none of the scripted ones is passed over.
  void read(String text, boolean isFinal, Hearer hearer) {
    for (var at = 0; at < text.length();) {
      var space = text.indexOf(' ', at);
      var end = space < 0 ? text.length() : space;
      word(text, at, end, isFinal, hearer);
      at = end + 1;
    }
  }

  private void word(String text, int from, int to, boolean isFinal, Hearer hearer) {
    var mark = text.indexOf('@', from);
    var hasMark = mark >= 0 && mark < to;
    var second = from < to && text.charAt(from) == 'w'
        ? number(text, from + 1, hasMark ? mark : to)
        : -1;
    if (second < 0 || second > MOST_SECONDS) {
      return;
    }
    if (!heard.get((int) second)) {
      heard.set((int) second);
      hearer.heard((int) second, hasMark ? Math.max(0, number(text, mark + 1, to)) : 0);
    }
    if (isFinal) {
      commit((int) second);
    }
  }

  private void commit(int second) {
    if (committed.get(second)) {
      doubled++;
    } else {
      if (committed.length() > second) {
        reordered++;
      }
      committed.set(second);
    }
  }

  /// -1 where it is none.
  private static long number(String text, int from, int to) {
    if (from >= to || to - from > 18) {
      return -1;
    }
    var number = 0L;
    for (var at = from; at < to; at++) {
      var digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /// Different words that stay.
  int committed() {
    return committed.cardinality();
  }

  int doubled() {
    return doubled;
  }

  int reordered() {
    return reordered;
  }

  /// Words below this one that are not there to stay.
  int missing(int words) {
    return words - committed.get(0, words).cardinality();
  }

  /// Words that a later one was committed before, and that never came.
  int gaps() {
    return committed.length() - committed.cardinality();
  }

  /// Words below this one that were not even guessed.
  int unheard(int words) {
    return words - heard.get(0, words).cardinality();
  }
}
