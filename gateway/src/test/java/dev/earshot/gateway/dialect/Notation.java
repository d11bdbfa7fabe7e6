package dev.earshot.gateway.dialect;

import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.core.transcript.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How events are written in a [GoldenConversation]. What the stream tells:
///
/// ```
/// stage READY
/// 0 started 1200                    channel 0: speech began, at 1,200 ms
/// 0 ended 2500
/// 0 partial 3 1200-2500 he|llo      utterance 3, its range; what stands before | is certain
/// 0 final 3 1200-2500 hello@1200-1900 you@1900-2500~0.5     with a confidence of 0.5, else 1
/// 0 heard 3000                      heard to 3,000 ms
/// 0 heard 3000 asked                the same, as the answer to a flush
/// 0 degraded 1500 LOST              the recogniser failed; words are final up to 1,500 ms
/// 0 recovered 1500 sphinx           one hears again, from there on
/// 0 gap 1500-3000 STALLED           sound of which no words will come
/// left unlimited 2026-12-01T00:00:00Z
/// left 60000-1500 2026-12-01T00:00:00Z     60,000 ms granted, 1,500 used
/// threshold 179999
/// exhausted 0 USED_UP 2026-12-01T00:00:00Z
/// exhausted 5900 UNAVAILABLE
/// restored unlimited
/// billed 5000
/// billed 5000 of 7000               of 7,000 ms that came
/// ```
///
/// and what the client means: `sound 640`, `sound is PCM16 24000`, `still here`, `flush`, `flush 1`,
/// `finish`, `shows key`, `answered`, `unusable NOT_JSON`.
final class Notation {
  private Notation() {}

  /// The event of a line.
  static StreamEvent event(String line) {
    var parts = List.of(line.split(" ", -1));
    return switch (parts.getFirst()) {
      case "stage" -> StreamEvent.Stage.valueOf(parts.get(1));
      case "left" -> new StreamEvent.CreditsLeft(allowance(parts.get(1)),
          Instant.parse(parts.get(2)));
      case "threshold" -> new StreamEvent.ThresholdReached(Long.parseLong(parts.get(1)));
      case "exhausted" -> new CreditsExhausted(Long.parseLong(parts.get(1)),
          CreditsExhausted.Reason.valueOf(parts.get(2)),
          parts.size() > 3 ? Optional.of(Instant.parse(parts.get(3))) : Optional.empty());
      case "restored" -> new StreamEvent.CreditsRestored(allowance(parts.get(1)));
      case "billed" -> new StreamEvent.Billed(Long.parseLong(parts.get(1)),
          Long.parseLong(parts.getLast()));
      default -> new Heard(Integer.parseInt(parts.getFirst()),
          heard(line.substring(line.indexOf(' ') + 1)));
    };
  }

  private static TranscriptEvent heard(String text) {
    var parts = List.of(text.split(" ", -1));
    return switch (parts.getFirst()) {
      case "started" -> new SpeechStarted(Long.parseLong(parts.get(1)));
      case "ended" -> new SpeechEnded(Long.parseLong(parts.get(1)));
      case "heard" -> new HeardTo(Long.parseLong(parts.get(1)), parts.contains("asked"));
      case "partial" -> partial(text.split(" ", 4));
      case "final" -> {
        var range = range(parts.get(2));
        yield new Final(Long.parseLong(parts.get(1)), range.getFirst(), range.getLast(),
            parts.subList(3, parts.size()).stream().map(Notation::word).toList());
      }
      case "degraded" -> new Degraded(Long.parseLong(parts.get(1)), Trouble.valueOf(parts.get(2)));
      case "recovered" -> new Recovered(Long.parseLong(parts.get(1)), parts.get(2));
      case "gap" -> {
        var range = range(parts.get(1));
        yield new AudioGap(range.getFirst(), range.getLast(), Trouble.valueOf(parts.get(2)));
      }
      default -> throw new IllegalArgumentException("event: " + text
          + " (expected: started, ended, heard, partial, final, degraded, recovered, gap)");
    };
  }

  private static Partial partial(String... parts) {
    var range = range(parts[2]);
    var text = parts.length > 3 ? parts[3] : "";
    var stable = Math.max(text.indexOf('|'), 0);
    return new Partial(Long.parseLong(parts[1]), range.getFirst(), range.getLast(),
        text.replace("|", ""), stable);
  }

  private static Word word(String word) {
    var at = word.lastIndexOf('@');
    var sure = word.indexOf('~', at);
    var range = range(word.substring(at + 1, sure < 0 ? word.length() : sure));
    return new Word(word.substring(0, at), range.getFirst(), range.getLast(),
        sure < 0 ? 1 : Double.parseDouble(word.substring(sure + 1)));
  }

  private static Allowance allowance(String text) {
    if (text.equals("unlimited")) {
      return new Unlimited();
    }
    var grantAndUse = range(text);
    return new Prepaid(grantAndUse.getFirst(), grantAndUse.getLast());
  }

  private static List<Long> range(String text) {
    return Arrays.stream(text.split("-", -1)).map(Long::valueOf).toList();
  }

  /// What a frame means, one after the other.
  static List<String> meanings(ClientEvent event) {
    return switch (event) {
      case ClientEvent.Sound(var bytes) -> List.of("sound " + bytes.remaining());
      case ClientEvent.SoundIs(var format) -> List.of(
          "sound is " + format.codec().name().toUpperCase(Locale.ROOT) + " "
              + format.sampleRateHz());
      case ClientEvent.StillHere _ -> List.of("still here");
      case ClientEvent.Flush(var channel) -> List.of(
          channel == ClientEvent.Flush.ALL ? "flush" : "flush " + channel);
      case ClientEvent.Finish _ -> List.of("finish");
      case ClientEvent.ShowsKey _ -> List.of("shows key");
      case ClientEvent.Unusable bad -> List.of("unusable " + bad.reason());
      case ClientEvent.Answered(_, var unusable) -> {
        var all = new ArrayList<>(List.of("answered"));
        unusable.forEach(bad -> all.addAll(meanings(bad)));
        yield all;
      }
      case ClientEvent.Several(var events) -> events.stream()
          .flatMap(one -> meanings(one).stream())
          .toList();
    };
  }
}
