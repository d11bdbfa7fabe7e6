package dev.earshot.core.stream;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/// The scripted recogniser, with a note of what it was given.
final class Ear implements Recogniser {
  private final Recogniser scripted;
  private final List<Leg> legs = new ArrayList<>();
  private long heardSamples;

  Ear(Script script, Scheduler scheduler) {
    scripted = new ScriptedRecogniser(script, scheduler);
  }

  List<Leg> legs() {
    return legs;
  }

  long heardSamples() {
    return heardSamples;
  }

  @Override
  public Capabilities capabilities() {
    return scripted.capabilities();
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return scripted.transcribe(leg, sound.doOnNext(next -> {
      if (next instanceof Window window) {
        heardSamples += window.captured();
      }
    })).doOnSubscribe(_ -> legs.add(leg));
  }
}
