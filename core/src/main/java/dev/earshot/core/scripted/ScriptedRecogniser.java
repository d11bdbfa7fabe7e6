package dev.earshot.core.scripted;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import java.time.Duration;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/// Says `w0` for the first second of a stream, `w1` for the second, and so on: whoever reads the words
/// knows which sound was heard, which was lost and which was heard twice.
///
/// A word is guessed when its second begins. Finals come every five seconds of the capture clock, at a
/// flush and at the end. The second of a word is that of the stream, not of the leg.
public final class ScriptedRecogniser implements Recogniser {
  private static final Capabilities CAPABILITIES = new Capabilities("scripted", Set.of(), true,
      true, Duration.ofSeconds(1), Integer.MAX_VALUE);

  private final Script script;
  private final Scheduler scheduler;

  /// A recogniser of this script.
  ///
  /// @param scheduler on which delays pass; unused when there is none
  public ScriptedRecogniser(Script script, Scheduler scheduler) {
    this.script = script;
    this.scheduler = scheduler;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return Flux.defer(() -> {
      var scene = new Scene(leg, script);
      var words = sound.concatMapIterable(scene::hear, 1)
          .concatWith(Flux.defer(() -> Flux.fromIterable(scene.end())));
      return script.delay().isZero() ? words : words.delaySequence(script.delay(), scheduler);
    });
  }
}
