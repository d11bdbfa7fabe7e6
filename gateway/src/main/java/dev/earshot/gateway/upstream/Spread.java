package dev.earshot.gateway.upstream;

import java.util.ArrayList;
import java.util.List;

/// Words of which only the range is known that all of them lie in: each has an even share of it.
///
/// @param text the word
/// @param fromMs of the recogniser's own time
/// @param toMs likewise
public record Spread(String text, double fromMs, double toMs) {
  /// The words of this text, in their order; none where it is blank.
  public static List<Spread> over(String text, double fromMs, double toMs) {
    var shown = text.strip();
    var words = shown.isEmpty() ? List.<String>of() : List.of(shown.split("\\s+"));
    var each = (toMs - fromMs) / Math.max(1, words.size());
    var spread = new ArrayList<Spread>();
    for (var i = 0; i < words.size(); i++) {
      spread.add(new Spread(words.get(i), fromMs + i * each, fromMs + (i + 1) * each));
    }
    return spread;
  }
}
