package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// A recogniser that keeps the contract and is drawn in all else: it may be late, revise what is not
/// stable, find no words in speech, tell the next beginning before the last words, and keep beginnings
/// and ends to itself.
final class DrawnRecogniser {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final Random random;
  private final boolean tellsTurns;
  /// What is to be told, later.
  private final Deque<TranscriptEvent> waiting = new ArrayDeque<>();
  private final List<Word> words = new ArrayList<>();
  private boolean speaking;
  private boolean guessed;
  private int stable;
  private long beganMs;
  private long utterance;
  private long heardMs;
  private int nextWord;

  /// @param tellsTurns whether it tells where speech begins and ends
  DrawnRecogniser(Random random, boolean tellsTurns) {
    this.random = random;
    this.tellsTurns = tellsTurns;
  }

  long heardMs() {
    return heardMs;
  }

  /// Sound comes: somebody may begin to speak, go on or end.
  void hear(int ms) {
    if (!speaking && random.nextInt(3) == 0) {
      begin();
    } else if (speaking && random.nextInt(4) == 0) {
      end();
    }
    var from = heardMs;
    heardMs += ms;
    if (speaking && random.nextBoolean()) {
      words.add(new Word("w" + nextWord++, from, heardMs, 1));
      if (random.nextBoolean()) {
        guess();
      }
    } else if (!speaking && random.nextInt(4) == 0) {
      waiting.add(new HeardTo(Math.max(0, from - 100), false));
    }
  }

  void flush() {
    if (speaking) {
      end();
    }
    waiting.add(new HeardTo(heardMs, true));
  }

  /// Tells the next of what it has to tell.
  void tell(Talker talker) {
    var next = waiting.poll();
    if (next != null) {
      talker.hears(next);
    }
  }

  void finish(Talker talker) {
    if (speaking) {
      end();
    }
    while (!waiting.isEmpty()) {
      tell(talker);
    }
  }

  /// Whether these transcripts are words that it said, each once and in order.
  boolean saidOnce(List<String> transcripts) {
    var last = -1;
    for (var word : SPACES.splitAsStream(String.join(" ", transcripts).strip()).toList()) {
      if (word.isEmpty()) {
        continue;
      }
      var number = Integer.parseInt(word.substring(1));
      if (number <= last || number >= nextWord) {
        return false;
      }
      last = number;
    }
    return true;
  }

  private void begin() {
    speaking = true;
    guessed = false;
    stable = 0;
    beganMs = heardMs;
    words.clear();
    if (tellsTurns) {
      waiting.add(new SpeechStarted(beganMs));
    }
  }

  /// What is stable only grows; behind it stands what will be another word tomorrow.
  private void guess() {
    var text = text(words);
    stable = stable + random.nextInt(text.length() - stable + 1);
    waiting.add(new Partial(utterance, beganMs, heardMs, text.substring(0, stable) + "? what",
        stable));
    guessed = true;
  }

  private void end() {
    speaking = false;
    if (tellsTurns) {
      waiting.add(new SpeechEnded(heardMs));
    }
    if (!words.isEmpty() || guessed) {
      waiting.add(new Final(utterance, beganMs, heardMs, words));
      utterance++;
    }
  }

  private static String text(List<Word> words) {
    return String.join(" ", words.stream().map(Word::text).toList());
  }
}
