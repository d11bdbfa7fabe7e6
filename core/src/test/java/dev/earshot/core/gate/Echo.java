package dev.earshot.core.gate;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;

/// A recogniser that says of each window that is not silent which one it is, when it is asked for words and at
/// the end; it notes what it was sent.
final class Echo implements Recogniser {
  final List<Window> sent = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private long utterance;
  private long fromMs;
  private long toMs;

  @Override
  public Capabilities capabilities() {
    return new Capabilities("echo", Set.of(), false, true, Duration.ofSeconds(1), 1);
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return sound.concatMapIterable(one -> hear(leg, one), 1)
        .concatWith(Flux.defer(() -> Flux.just(take())));
  }

  private List<TranscriptEvent> hear(Leg leg, Sound sound) {
    return switch (sound) {
      case Window window -> {
        sent.add(window);
        var from = leg.format().millisOf(window.fromSample());
        toMs = leg.format().millisOf(window.toSample());
        if (window.pcm()[0] != 0) {
          words.add(new Word("w" + window.pcm()[0], from, toMs, 1));
        }
        yield List.of();
      }
      case Flush(var asked) -> List.of(take(), new HeardTo(toMs, asked));
    };
  }

  private Final take() {
    var said = new Final(utterance++, fromMs, toMs, words);
    words.clear();
    fromMs = toMs;
    return said;
  }
}
