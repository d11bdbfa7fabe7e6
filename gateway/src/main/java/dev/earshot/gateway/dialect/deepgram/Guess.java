package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.core.transcript.Word;
import java.util.ArrayList;
import java.util.List;

/// The words of a guess. Recognisers tell no times of them before they are certain, so they are spread
/// evenly over the range in which they were heard.
final class Guess {
  private Guess() {}

  /// Words of one length each, without a gap.
  ///
  /// @param text words with a space between them
  static List<Word> words(String text, long fromMs, long toMs) {
    var texts = text.isBlank() ? new String[0] : text.strip().split(" +", -1);
    var words = new ArrayList<Word>(texts.length);
    var length = toMs - fromMs;
    for (var i = 0; i < texts.length; i++) {
      words.add(new Word(texts[i], fromMs + length * i / texts.length,
          fromMs + length * (i + 1) / texts.length, 1));
    }
    return words;
  }
}
