package dev.earshot.gateway.dialect.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamEvent.Translated;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.gateway.dialect.ClientEvent.Answered;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes a device's segments of what was heard, or of what the device itself has made. A segment is known
/// by its id: a later one with the same id replaces it.
final class Segments {
  private static final int MOST_SUGGESTIONS = 100;
  private static final int LONGEST_PROVIDER = 64;
  /// Ids are made of a number; these keep the numbers of channels, suggestions and photos apart.
  private static final long CHANNEL = 1L << 40;
  private static final long SUGGESTION = 1L << 60;
  private static final long PHOTO = 1L << 61;

  private final StreamId stream;
  private final boolean firstIsUser;
  private final People people;
  private final Outages outages;
  private final long[] shown;
  private long suggestions;
  private long photos;

  /// The segments of one stream.
  ///
  /// @param channels from 2 on, the first is the wearer's own
  Segments(StreamId stream, int channels, People people, Outages outages) {
    this.stream = stream;
    this.firstIsUser = channels > 1;
    this.people = people;
    this.outages = outages;
    this.shown = new long[channels];
    Arrays.fill(shown, -1);
  }

  /// One segment as it is written.
  ///
  /// @param provider of a client's own recogniser, or null
  /// @param translation of a final, or null
  record Segment(UUID id, String text, int speaker, @Nullable String person, boolean isUser,
      long fromMs, long toMs, @Nullable String provider, boolean isFinal,
      @Nullable Rendering translation) {
    Segment with(Rendering other) {
      return new Segment(id, text, speaker, person, isUser, fromMs, toMs, provider, isFinal, other);
    }
  }

  /// A text in another language.
  record Rendering(String language, String text) {}

  List<String> heard(int channel, TranscriptEvent heard) {
    return switch (heard) {
      case Partial guess -> {
        shown[channel] = guess.utterance();
        yield List.of(DeviceMessages.segments(List.of(segment(channel, guess.utterance(),
            guess.text(), guess.fromMs(), guess.toMs(), false))));
      }
      case Final said when said.words().isEmpty() -> said.utterance() == shown[channel]
          ? List.of(DeviceMessages.deleted(id(channel, said.utterance())))
          : List.of();
      case Final said -> List.of(DeviceMessages.segments(List.of(segment(channel,
          said.utterance(), said.text(), said.fromMs(), said.toMs(), true))));
      case SpeechStarted _ -> List.of();
      case SpeechEnded _ -> List.of();
      case HeardTo _ -> List.of();
      case Degraded(_, var why) -> outages.degraded(channel, why);
      case Recovered(_, var engine) -> outages.recovered(channel, engine);
      case AudioGap gap -> List.of(DeviceMessages.gap(channel, gap));
    };
  }

  /// A final again, now with its translation.
  String translated(Translated made) {
    var said = made.said();
    return DeviceMessages.translating(segment(made.channel(), said.utterance(), said.text(),
        said.fromMs(), said.toMs(), true).with(new Rendering(made.language(), made.text())));
  }

  /// The client's own segments come back with ids; one that cannot be used is refused alone.
  Answered suggested(JsonNode message) {
    var given = message.path("segments");
    if (!given.isArray() || given.size() > MOST_SUGGESTIONS) {
      throw new IllegalArgumentException(
          "segments: missing or too many (expected: an array of 0.." + MOST_SUGGESTIONS + ")");
    }
    var provider = message.path("stt_provider").asText(null);
    if (provider != null && provider.length() > LONGEST_PROVIDER) {
      throw new IllegalArgumentException(
          "stt_provider: too long (expected: <= " + LONGEST_PROVIDER + " characters)");
    }
    var good = new ArrayList<Segment>();
    var bad = new ArrayList<Unusable>();
    for (var i = 0; i < given.size(); i++) {
      try {
        good.add(segment(Suggestion.read(given.get(i), provider)));
      } catch (IllegalArgumentException e) {
        bad.add(new Unusable(Reason.BAD_FIELD, "segments[" + i + "]." + e.getMessage()));
      }
    }
    return new Answered(good.isEmpty() ? List.of() : List.of(DeviceMessages.segments(good)), bad);
  }

  UUID nextPhoto() {
    return stream.part(PHOTO + photos++);
  }

  private Segment segment(int channel, long utterance, String text, long fromMs, long toMs,
      boolean isFinal) {
    var person = people.of(channel);
    return new Segment(id(channel, utterance), text, channel, person == null ? null : person.id(),
        person == null ? firstIsUser && channel == 0 : person.isUser(), fromMs, toMs, null,
        isFinal, null);
  }

  private Segment segment(Suggestion said) {
    var person = people.of(said.speaker());
    return new Segment(stream.part(SUGGESTION + suggestions++), said.text(), said.speaker(),
        person == null ? null : person.id(), person == null ? said.isUser() : person.isUser(),
        said.fromMs(), said.toMs(), said.provider(), true, null);
  }

  private UUID id(int channel, long utterance) {
    return stream.part(channel * CHANNEL + utterance);
  }
}
