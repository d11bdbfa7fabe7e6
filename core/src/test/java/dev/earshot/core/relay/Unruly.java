package dev.earshot.core.relay;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Capabilities.Feed;
import dev.earshot.core.recogniser.Capabilities.Session;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/// A recogniser whose legs say the word of each second, and each go wrong in the way that is drawn for them.
final class Unruly implements Recogniser {
  private final Capabilities capabilities;
  private final Supplier<Fault> faults;
  private final ScriptedRecogniser scripted;
  private final ScriptedRecogniser slow;
  final List<Leg> legs = new ArrayList<>();
  long givenMs;

  /// What goes wrong with a leg, and after how many windows.
  record Fault(Kind kind, int after) {
    static final Fault NONE = new Fault(Kind.NONE, 0);
  }

  enum Kind {
    NONE, UNREACHABLE, CLOSES, ENDS_EARLY, TAKES_NOTHING, BUSY, REFUSED, GARBAGE, SLOW, MUTE
  }

  Unruly(String name, Supplier<Fault> faults, Scheduler scheduler) {
    this(name, faults, scheduler, Session.endless(100), Tariff.SOUND);
  }

  Unruly(String name, Supplier<Fault> faults, Scheduler scheduler, Session session,
      Tariff tariff) {
    this.capabilities = new Capabilities(name, Set.of("en"), true, true,
        Feed.any(Duration.ofSeconds(1)), session, tariff);
    this.faults = faults;
    this.scripted = new ScriptedRecogniser(Script.FLAWLESS, scheduler);
    this.slow = new ScriptedRecogniser(Script.delayed(Duration.ofSeconds(2)), scheduler);
  }

  static Unruly good(String name, Scheduler scheduler) {
    return new Unruly(name, () -> Fault.NONE, scheduler);
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
    return Flux.defer(() -> {
      legs.add(leg);
      var fault = faults.get();
      var given = sound.doOnNext(one -> givenMs += one instanceof Window ? 100 : 0);
      return play(leg, given, fault);
    });
  }

  private Flux<TranscriptEvent> play(Leg leg, Flux<Sound> sound, Fault fault) {
    var after = Math.max(1, fault.after());
    return switch (fault.kind()) {
      case NONE -> scripted.transcribe(leg, sound);
      case UNREACHABLE -> Flux.error(new Lost("connect: refused"));
      case CLOSES -> scripted.transcribe(leg,
          sound.take(after).concatWith(Flux.error(new Lost("closed"))));
      case ENDS_EARLY -> scripted.transcribe(leg, sound.take(after));
      case TAKES_NOTHING -> scripted.transcribe(leg, sound.take(after).concatWith(Flux.never()));
      case BUSY -> Flux.error(new Busy("busy", Duration.ofSeconds(1)));
      case REFUSED -> Flux.error(new Refused("key: nobody's"));
      case GARBAGE -> scripted.transcribe(leg, sound.take(after))
          .filter(event -> !(event instanceof Final))
          .concatWith(Flux.just(new Final(leg.firstUtterance() + 9, 0, 99_000_000,
              List.of(new Word("nonsense", 98_000_000, 99_000_000, 1)))))
          .concatWith(Flux.never());
      case SLOW -> slow.transcribe(leg, sound);
      case MUTE -> {
        var windows = new AtomicInteger();
        yield scripted.transcribe(leg, sound.doOnNext(_ -> windows.incrementAndGet()))
            .filter(_ -> windows.get() < after)
            .concatWith(Flux.never());
      }
    };
  }
}
