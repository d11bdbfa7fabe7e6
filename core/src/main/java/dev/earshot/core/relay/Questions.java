package dev.earshot.core.relay;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/// The client's wishes to hear words now that wait for an answer, oldest first. Not safe for use by several
/// threads.
final class Questions {
  private final Feed feed;
  private final AudioFormat format;
  private final Queue<Long> askedAtMs = new ArrayDeque<>();

  /// @param feed is told of each answer
  Questions(Feed feed, AudioFormat format) {
    this.feed = feed;
    this.format = format;
  }

  void asked(long nowMs) {
    askedAtMs.add(nowMs);
  }

  /// What a recogniser answered: an answer to the oldest, or none where it was given in its place before.
  HeardTo answer(HeardTo told) {
    var isAnswer = told.asked() && askedAtMs.poll() != null;
    feed.answered(isAnswer, format.samplesIn(told.toMs()));
    return new HeardTo(told.toMs(), isAnswer);
  }

  /// Answers whoever asked until this moment in the recogniser's place.
  ///
  /// @param heardMs up to where words are final
  void answerUntil(long ms, long heardMs, Consumer<TranscriptEvent> reader) {
    while (!askedAtMs.isEmpty() && askedAtMs.peek() <= ms) {
      askedAtMs.remove();
      feed.answered(true, 0);
      reader.accept(new HeardTo(heardMs, true));
    }
  }
}
