package dev.earshot.gateway.socket;

import dev.earshot.core.audio.Sound;
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
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/// A recogniser that answers at once, and whose last word says which samples it has heard, however they
/// were gathered.
final class AnyEar implements Recogniser {
  private final List<Heard> legs = new ArrayList<>();

  @Override
  public Capabilities capabilities() {
    return new Capabilities("any", Set.of("en"), true, true, Duration.ofSeconds(1), 1);
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return Flux.defer(() -> {
      var heard = new Heard(leg);
      legs.add(heard);
      return sound.handle(heard::take).concatWith(Mono.fromSupplier(heard::last));
    });
  }

  /// What was heard, leg by leg.
  String heard() {
    return legs.stream().map(Heard::text).toList().toString();
  }

  private static final class Heard {
    private final Leg leg;
    private long samples;
    private long to;
    private int sum;

    private Heard(Leg leg) {
      this.leg = leg;
    }

    private void take(Sound sound, SynchronousSink<TranscriptEvent> told) {
      switch (sound) {
        case Sound.Window window -> {
          to = window.toSample();
          samples += window.pcm().length;
          for (var sample : window.pcm()) {
            sum = 31 * sum + sample;
          }
        }
        case Sound.Flush(var asked) when asked -> told.next(new HeardTo(toMs(), true));
        case Sound.Flush _ -> {
        }
      }
    }

    private TranscriptEvent last() {
      return new Final(leg.firstUtterance(), 0, toMs(), List.of(new Word(text(), 0, toMs(), 1)));
    }

    private String text() {
      return samples + "/" + to + "/" + sum;
    }

    private long toMs() {
      return leg.format().millisOf(to);
    }
  }
}
