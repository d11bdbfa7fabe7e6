package dev.earshot.core.stream;

import dev.earshot.core.account.Policy.Silence;
import dev.earshot.core.audio.LateSound;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
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
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageMeter;
import reactor.core.publisher.Flux;

/// One channel of a stream: its sound goes through one leg after the other, as long as there is credit,
/// and is read on without a recogniser while there is none.
final class Channel {
  /// As much as a recogniser is given again.
  private static final long LONGEST_HOLD_MS = 15_000;

  private final int number;
  private final StreamSpec spec;
  private final Hold hold;
  private final Flux<Sound> sound;
  private final Recogniser recogniser;
  private final UsageMeter meter;
  private final CreditWatch watch;
  private final Runnable tickSoon;
  private final Hush hush = new Hush();
  private final LateSound late = new LateSound();
  private final boolean silenceIsFree;
  private final boolean takesPackets;
  private volatile boolean soundEnded;
  private long nextUtterance;
  private long heardTo;
  private boolean owesAnswer;
  private Trouble trouble = Trouble.LOST;

  /// A channel.
  ///
  /// @param number 0, 1, ...
  /// @param tickSoon asks for a look at the credit before the next tick
  Channel(int number, StreamSpec spec, Flux<Sound> sound, Recogniser recogniser, UsageMeter meter,
      CreditWatch watch, Runnable tickSoon) {
    this.number = number;
    this.spec = spec;
    this.hold = new Hold(sound, spec.format().samplesIn(LONGEST_HOLD_MS));
    this.sound = hold.doOnComplete(() -> soundEnded = true);
    this.recogniser = recogniser;
    this.meter = meter;
    this.watch = watch;
    this.tickSoon = tickSoon;
    this.takesPackets = spec.format().codec().isPackets()
        && recogniser.capabilities().feed().packets();
    this.silenceIsFree = watch.policy().silence() == Silence.FREE;
  }

  /// What is heard, until the sound has ended and its last word is told. Cold, for one subscriber.
  Flux<StreamEvent> words() {
    return Flux.defer(() -> watch.isOpen() ? leg() : unheard())
        .repeat(() -> !soundEnded)
        .map(event -> new Heard(number, event));
  }

  /// Words while there is credit.
  private Flux<TranscriptEvent> leg() {
    var leg = new Leg(spec.id(), spec.format(), spec.language(), nextUtterance,
        watch.policy().engines(), takesPackets);
    hold.readOn(false);
    return recogniser.transcribe(leg, sound.map(this::opened).takeWhile(this::pay))
        .doOnNext(this::note)
        .onErrorResume(error -> discarded().concatWith(Flux.error(error)));
  }

  private void note(TranscriptEvent event) {
    switch (event) {
      case Final said -> nextUtterance = said.utterance() + 1;
      case Degraded(_, var why) -> {
        trouble = why;
        hold.readOn(true);
      }
      case Recovered _ -> hold.readOn(false);
      case Partial _,SpeechStarted _,SpeechEnded _,HeardTo _,AudioGap _ -> {
      }
    }
  }

  /// The recogniser is gone for good: what was read for it in the meantime was heard by nobody.
  private Flux<TranscriptEvent> discarded() {
    return Flux.defer(() -> {
      hold.readOn(false);
      var lost = hold.discard();
      lost.forEach(window -> meter.skip(number, window, Unbilled.DISCARDED));
      return lost.isEmpty()
          ? Flux.empty()
          : Flux.just(new AudioGap(spec.format().millisOf(lost.getFirst().fromSample()),
              spec.format().millisOf(lost.getLast().toSample()), trouble));
    });
  }

  /// With its samples, where somebody needs them in any case: money hangs on whether there is a voice in them,
  /// or the recogniser takes no packets.
  private Sound opened(Sound next) {
    return next instanceof Window window && (silenceIsFree || !takesPackets)
        ? late.open(window)
        : next;
  }

  private boolean pay(Sound next) {
    if (!watch.isOpen()) {
      skip(next);
      return false;
    }
    switch (next) {
      case Window window -> {
        heardTo = window.toSample();
        bill(window);
      }
      case Flush _ -> {
      }
    }
    return true;
  }

  private void bill(Window window) {
    var voiced = hush.isVoiced(window);
    if (silenceIsFree && !voiced) {
      meter.skip(number, window, Unbilled.SILENCE);
      return;
    }
    meter.bill(number, window);
    if (voiced) {
      meter.speak(number, window);
    }
  }

  /// No words while there is none. The sound is read on, and not charged for; who asks for words is told
  /// that there are none.
  private Flux<TranscriptEvent> unheard() {
    return sound.doOnNext(this::skip) // before the cut: it may drop what is on its way
        .takeUntilOther(watch.opened())
        .startWith(Flux.just(new Flush(false))) // where the leg before left a question open
        .handle((_, answers) -> {
          if (owesAnswer) {
            owesAnswer = false;
            answers.next(new HeardTo(spec.format().millisOf(heardTo), true));
          }
        });
  }

  private void skip(Sound next) {
    switch (next) {
      case Window window -> {
        heardTo = window.toSample();
        meter.skip(number, window,
            watch.isBlind() ? Unbilled.CREDIT_UNKNOWN : Unbilled.EXHAUSTED);
      }
      case Flush(var asked) -> owesAnswer |= asked;
    }
    if (!watch.isStopped()) {
      tickSoon.run();
    }
  }
}
