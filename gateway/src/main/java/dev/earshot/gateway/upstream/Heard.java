package dev.earshot.gateway.upstream;

import dev.earshot.core.transcript.TranscriptEvent;
import java.util.List;

/// What one message of a recogniser means.
///
/// @param events to be told, in this order
/// @param answers to be sent to it
/// @param flushed how many flushes are answered by it, the oldest first: their
///     [TranscriptEvent.HeardTo] is told by the driver, behind the events
public record Heard(List<TranscriptEvent> events, List<Frame> answers, int flushed) {
  /// Nothing of interest.
  public static final Heard NOTHING = new Heard(List.of(), List.of(), 0);

  public Heard {
    events = List.copyOf(events);
    answers = List.copyOf(answers);
    if (flushed < 0) {
      throw new IllegalArgumentException("flushed: " + flushed + " (expected: >= 0)");
    }
  }

  public static Heard of(TranscriptEvent... events) {
    return new Heard(List.of(events), List.of(), 0);
  }

  public static Heard of(List<TranscriptEvent> events) {
    return new Heard(events, List.of(), 0);
  }

  /// To be answered with these.
  public static Heard answered(Frame... answers) {
    return new Heard(List.of(), List.of(answers), 0);
  }
}
