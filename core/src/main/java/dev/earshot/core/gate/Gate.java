package dev.earshot.core.gate;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Load;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.voice.VoiceDetector;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink.OverflowStrategy;

/// A recogniser that is sent what somebody says and no silence, because its sound is paid for (issue 6).
///
/// Times stay those of the client's clock, exactly. While nobody speaks and all words are told, [HeardTo]
/// follows the silence as it is left out. Everything else is as the recogniser behind it has it.
///
/// [HeardTo]: TranscriptEvent.HeardTo
public final class Gate implements Recogniser {
  private final Recogniser paid;
  private final Supplier<VoiceDetector> voices;
  private final GateTimes times;

  /// A gate before this recogniser.
  ///
  /// @param voices a new detector for each leg
  public Gate(Recogniser paid, Supplier<VoiceDetector> voices, GateTimes times) {
    this.paid = paid;
    this.voices = voices;
    this.times = times;
  }

  /// Those of the recogniser behind it, but for packets: to know what to leave out it has to hear them.
  @Override
  public Capabilities capabilities() {
    return paid.capabilities().withPackets(false);
  }

  @Override
  public Load load() {
    return paid.load();
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return Flux.create(sink -> {
      var map = new TimeMap();
      var words = new GatedWords(map, sink);
      var doorman = new Doorman(leg.format(), voices.get(), times, map, words::silentTo);
      paid.transcribe(leg, sound.concatMapIterable(one -> {
        var passing = doorman.take(one);
        words.passed(doorman.passedToMs());
        return passing;
      }, 1)).subscribe(words);
    }, OverflowStrategy.BUFFER); // of an event that was asked for, and one word of silence
  }
}
