package dev.earshot.core.relay;

import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import java.util.function.LongSupplier;

/// Whether what one leg says can be: about sound that it was given, in the order of speech, no more than
/// anybody can say in that time. Not safe for use by several threads.
final class Plausibility {
  /// Recognisers pad their last piece, and round.
  private static final long AHEAD_MS = 5_000;
  private static final int LONGEST_TEXT = 64 * 1_024;
  private static final long EVENTS_AT_ONCE = 2_000;
  private static final long EVENTS_A_SECOND = 500;

  private final long fromMs;
  private final LongSupplier givenToMs;
  private long events;
  private long finalMs;

  /// @param fromMs where the leg's sound begins
  /// @param givenToMs up to where it was given
  Plausibility(long fromMs, LongSupplier givenToMs) {
    this.fromMs = fromMs;
    this.givenToMs = givenToMs;
  }

  /// @throws Garbled where it cannot be
  void check(TranscriptEvent event) {
    var given = givenToMs.getAsLong();
    if (++events > EVENTS_AT_ONCE + EVENTS_A_SECOND * (given - fromMs) / 1_000) {
      throw new Garbled("events: " + events + " of " + (given - fromMs)
          + " ms of sound (expected: <= " + EVENTS_A_SECOND + " a second)");
    }
    switch (event) {
      case Partial guess -> check(guess, given);
      case Final said -> check(said, given);
      case SpeechStarted(var at) -> within("speech", at, given);
      case SpeechEnded(var at) -> within("speech", at, given);
      case HeardTo(var to, _) -> within("heard", to, given);
      case Degraded _,Recovered _,AudioGap _ -> {
      }
    }
  }

  private void check(Partial guess, long given) {
    length(guess.text().length());
    within("guess", guess.fromMs(), given);
    within("guess", guess.toMs(), given);
  }

  private void check(Final said, long given) {
    var earliest = 0L;
    var length = 0;
    for (var word : said.words()) {
      if (word.fromMs() < earliest) {
        throw new Garbled("word: at " + word.fromMs() + " ms (expected: >= " + earliest
            + ", where the one before begins)");
      }
      earliest = word.fromMs();
      length += word.text().length() + 1;
      within("word", word.toMs(), given);
    }
    length(length);
    within("final", said.toMs(), given);
    if (said.toMs() < said.fromMs() || said.toMs() < finalMs) {
      throw new Garbled("final: to " + said.toMs() + " ms (expected: >= " + said.fromMs()
          + ", and >= " + finalMs + " of the one before)");
    }
    finalMs = said.toMs();
  }

  private static void length(int length) {
    if (length > LONGEST_TEXT) {
      throw new Garbled("text: " + length + " letters (expected: <= " + LONGEST_TEXT + ")");
    }
  }

  private static void within(String what, long ms, long given) {
    if (ms < 0 || ms > given + AHEAD_MS) {
      throw new Garbled(what + ": at " + ms + " ms (expected: 0.." + given
          + ", which is what was heard)");
    }
  }
}
