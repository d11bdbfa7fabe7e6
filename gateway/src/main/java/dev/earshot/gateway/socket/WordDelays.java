package dev.earshot.gateway.socket;

import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.gateway.ops.WordMeters;
import io.netty.util.concurrent.Ticker;
import java.util.Arrays;

/// How late a stream's words are, measured from when their sound came in.
///
/// Of the last sixteen seconds it remembers four times a second how far the sound had come; who sends as it is
/// spoken is measured to the millisecond. Sound that is older counts as if it had come then. A read costs two
/// numbers in an array, and no allocation. On the event loop only.
final class WordDelays {
  private static final int MARKS = 64;
  private static final long APART_MS = 250;
  private static final long NANOS_PER_MS = 1_000_000;

  private final WordMeters meters;
  private final Ticker ticker;
  private final long[] toMs = new long[MARKS];
  private final long[] at = new long[MARKS];
  private int marks;
  private long nowMs;
  private long nowAt;
  private long[] begun = {};

  WordDelays(WordMeters meters, Ticker ticker) {
    this.meters = meters;
    this.ticker = ticker;
  }

  /// The stream begins, with so many channels.
  void of(int channels) {
    begun = new long[channels];
    Arrays.fill(begun, -1);
  }

  /// A read is done, and so much sound has come since the stream began.
  void came(long capturedMs) {
    if (capturedMs == nowMs) {
      return;
    }
    nowMs = capturedMs;
    nowAt = ticker.nanoTime();
    if (marks == 0 || capturedMs - toMs[(marks - 1) % MARKS] >= APART_MS) {
      toMs[marks % MARKS] = capturedMs;
      at[marks % MARKS] = nowAt;
      marks++;
    }
  }

  /// The client is told this.
  void told(int channel, TranscriptEvent event) {
    switch (event) {
      case Partial(var utterance, var fromMs, var untilMs, var text, _) when !text.isEmpty() ->
        words(channel, utterance, fromMs, untilMs);
      case Final said when !said.words().isEmpty() -> {
        words(channel, said.utterance(), said.fromMs(), said.toMs());
        meters.said(since(said.toMs()));
      }
      case Partial _,Final _,SpeechStarted _,SpeechEnded _,HeardTo _,Degraded _,Recovered _,AudioGap _ ->
        {
        }
    }
  }

  private void words(int channel, long utterance, long fromMs, long untilMs) {
    if (utterance > begun[channel]) {
      begun[channel] = utterance;
      meters.begun(since(fromMs));
    }
    meters.behind(Math.max(0, nowMs - untilMs));
  }

  /// Since the sound of this moment came, in nanoseconds.
  private long since(long ms) {
    var i = Math.max(0, marks - MARKS);
    while (i < marks && toMs[i % MARKS] < ms) {
      i++;
    }
    var behindMs = i < marks ? toMs[i % MARKS] : nowMs;
    var behindAt = i < marks ? at[i % MARKS] : nowAt;
    var ahead = i == 0 ? 0 : Math.clamp(behindMs - ms, 0, APART_MS); // the first came all at once
    return Math.max(0, ticker.nanoTime() - behindAt + ahead * NANOS_PER_MS);
  }
}
