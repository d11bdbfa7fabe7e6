package dev.earshot.core.recogniser;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.StreamId;
import java.util.List;

/// One connection between a stream and one recogniser.
///
/// @param stream whose sound it is
/// @param format of the client's audio: its rate is the capture clock's
/// @param language as the client wrote it, one of [Capabilities#languages]
/// @param firstUtterance number of the first utterance of this leg, so that numbers go on over legs
/// @param engines names of the recognisers that the account's plan allows, best first; empty for all
///     there are, in the house's order. A single recogniser has no use for it
public record Leg(StreamId stream, AudioFormat format, String language, long firstUtterance,
    List<String> engines) {
  public Leg {
    engines = List.copyOf(engines);
  }

  /// A leg to whatever recogniser there is.
  public Leg(StreamId stream, AudioFormat format, String language, long firstUtterance) {
    this(stream, format, language, firstUtterance, List.of());
  }

  /// The same, numbering its utterances from here on.
  public Leg from(long utterance) {
    return new Leg(stream, format, language, utterance, engines);
  }
}
