package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.transcript.TranscriptEvent;
import java.util.List;

/// The sound between two marks of the client's: what the recogniser says belongs to one stretch until it
/// has said that it was heard up to the mark.
sealed interface Stretch permits Dictation, Conversation {
  /// What was heard. Answers to flushes are not for it.
  void hear(TranscriptEvent heard);

  /// Whether nothing is told of it that is not told to its end.
  boolean isIdle();

  /// What is not committed yet is abandoned, and nothing of it is told any more.
  void drop();

  /// It was heard to its end: what was told of it is completed.
  ///
  /// @param toMs its end
  /// @return turns that began already but belong to what comes next
  List<Turn> over(long toMs);

  /// The stream has ended within it, or with it: everything that was told is completed.
  ///
  /// @param toMs up to where it is charged for
  void end(long toMs);

  /// The stream has failed within it: nothing of it will be completed.
  void fail(Fault why);
}
