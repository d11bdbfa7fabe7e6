package dev.earshot.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// How far a transcript is from what was said: words left out, put in or put wrong, counted by the
/// shortest edit.
///
/// Both texts are folded first: lower case, digits as words, no punctuation.
///
/// @param errors edits
/// @param words in the reference
public record WordErrors(int errors, int words) {
  private static final Map<String, String> DIGITS = Map.of("0", "zero", "1", "one", "2", "two",
      "3", "three", "4", "four", "5", "five", "6", "six", "7", "seven", "8", "eight", "9", "nine");

  public static WordErrors between(String reference, String heard) {
    var said = fold(reference);
    return new WordErrors(distance(said, fold(heard)), said.size());
  }

  public WordErrors plus(WordErrors other) {
    return new WordErrors(errors + other.errors, words + other.words);
  }

  /// Errors in a hundred words.
  public double percent() {
    return words == 0 ? 0 : 100.0 * errors / words;
  }

  private static List<String> fold(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9' ]", " ").split(" +"))
        .filter(word -> !word.isEmpty())
        .map(word -> DIGITS.getOrDefault(word, word))
        .toList();
  }

  private static int distance(List<String> said, List<String> heard) {
    var row = new int[heard.size() + 1];
    for (var j = 0; j <= heard.size(); j++) {
      row[j] = j;
    }
    for (var i = 1; i <= said.size(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= heard.size(); j++) {
        var wrong = said.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1;
        var best = Math.min(diagonal + wrong, Math.min(row[j], row[j - 1]) + 1);
        diagonal = row[j];
        row[j] = best;
      }
    }
    return row[heard.size()];
  }
}
