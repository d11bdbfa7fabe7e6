package dev.earshot.core.scripted;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Says `w0` for the first second of a stream, `w1` for the second, and so on: whoever reads the words
/// knows which sound was heard, which was lost and which was heard twice.
///
/// A word is guessed when its second begins. Finals come every five seconds of the capture clock, at a
/// flush and at the end. The second of a word is that of the stream, not of the leg.
public final class ScriptedRecogniser implements Recogniser {
  private static final Capabilities CAPABILITIES = new Capabilities("scripted", Set.of(), true,
      true, Duration.ofSeconds(1), Integer.MAX_VALUE).withPackets(true);

  private final Script script;
  private final Scheduler scheduler;
  private final LongFunction<String> names;

  /// A recogniser of this script.
  ///
  /// @param scheduler on which delays pass; unused when there is none
  public ScriptedRecogniser(Script script, Scheduler scheduler) {
    this(script, scheduler, second -> "w" + second);
  }

  private ScriptedRecogniser(Script script, Scheduler scheduler, LongFunction<String> names) {
    this.script = script;
    this.scheduler = scheduler;
    this.names = names;
  }

  /// One that says beside each word when it had the sound for it: `w0@` and the clock's reading. Whoever
  /// gives the sound and reads the words by the same clock knows what either way has taken.
  ///
  /// @param nanos the clock
  public static ScriptedRecogniser ofTime(LongSupplier nanos) {
    return new ScriptedRecogniser(Script.FLAWLESS, Schedulers.immediate(),
        second -> "w" + second + "@" + nanos.getAsLong());
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return Flux.defer(() -> {
      var scene = new Scene(leg, script, names);
      var words = sound.concatMapIterable(scene::hear, 1)
          .concatWith(Flux.defer(() -> Flux.fromIterable(scene.end())));
      return script.delay().isZero() ? words : words.delaySequence(script.delay(), scheduler);
    });
  }
}
