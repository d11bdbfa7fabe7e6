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
/// @param packets whether each window of its sound has packets of Opus, and most [nothing
///     else][dev.earshot.core.audio.Sound.Window#isPacked]; otherwise each has its samples. Only who [takes
///     packets][Capabilities.Feed#packets] is given such a leg
public record Leg(StreamId stream, AudioFormat format, String language, long firstUtterance,
    List<String> engines, boolean packets) {
  public Leg {
    engines = List.copyOf(engines);
  }

  /// A leg of samples.
  public Leg(StreamId stream, AudioFormat format, String language, long firstUtterance,
      List<String> engines) {
    this(stream, format, language, firstUtterance, engines, false);
  }

  /// A leg to whatever recogniser there is.
  public Leg(StreamId stream, AudioFormat format, String language, long firstUtterance) {
    this(stream, format, language, firstUtterance, List.of());
  }

  /// The same, numbering its utterances from here on.
  public Leg from(long utterance) {
    return new Leg(stream, format, language, utterance, engines, packets);
  }

  /// The same, whose sound comes as packets, or with its samples.
  public Leg withPackets(boolean packed) {
    return new Leg(stream, format, language, firstUtterance, engines, packed);
  }
}
