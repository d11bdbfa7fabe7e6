package dev.earshot.core.relay;

import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What of an utterance its client was told to be certain: whoever hears the rest of it, that stays. Clients
/// that can only append could not take it back.
///
/// A recogniser that hears another beginning is believed from the first word on that was not promised.
final class Promise {
  private static final Pattern SPACE = Pattern.compile(" ");

  private String text = "";
  private long toMs;

  /// The guess with what was promised before, and with what it promises itself.
  Partial keep(Partial guess) {
    var kept = guess.text();
    var stable = guess.stable();
    if (!kept.startsWith(text)) {
      kept = graft(kept);
      stable = 0;
    }
    stable = Math.max(stable, text.length());
    text = kept.substring(0, stable);
    toMs = Math.max(toMs, guess.toMs());
    return new Partial(guess.utterance(), guess.fromMs(), guess.toMs(), kept, stable);
  }

  /// The final words with what was promised. Where they end before it, they go on to where it was heard, or the
  /// next leg would hear its sound and say it again.
  Final keep(Final said) {
    if (said.text().startsWith(text)) {
      return said;
    }
    var promised = words();
    var words = new ArrayList<Word>();
    var to = promised.size() > said.words().size() ? Math.max(said.toMs(), toMs) : said.toMs();
    for (var i = 0; i < Math.max(promised.size(), said.words().size()); i++) {
      words.add(i < said.words().size()
          ? renamed(said.words().get(i), i, promised)
          : new Word(promised.get(i), said.toMs(), to, 1));
    }
    return new Final(said.utterance(), said.fromMs(), to, words);
  }

  private String graft(String guess) {
    var promised = words();
    var heard = guess.isEmpty() ? List.<String>of() : List.of(SPACE.split(guess));
    var rest = heard.size() > promised.size()
        ? " " + String.join(" ", heard.subList(promised.size(), heard.size()))
        : "";
    return text.stripTrailing() + rest;
  }

  private static Word renamed(Word word, int at, List<String> promised) {
    // the last promised word may have been cut in its middle: it stays as it was told, and no longer
    return at < promised.size() && !word.text().equals(promised.get(at))
        ? new Word(promised.get(at), word.fromMs(), word.toMs(), word.confidence())
        : word;
  }

  private List<String> words() {
    return text.isBlank() ? List.of() : List.of(SPACE.split(text.strip()));
  }
}
