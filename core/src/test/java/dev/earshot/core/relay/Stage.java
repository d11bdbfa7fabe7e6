package dev.earshot.core.relay;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.core.transcript.Word;
import dev.earshot.core.voice.VoiceDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/// One stream through a relay in virtual time: somebody speaks without a pause, a window every 100 ms.
final class Stage {
  static final AudioFormat FORMAT = AudioFormat.pcm16(16_000);
  private static final int WINDOW = 1_600;
  private static final VoiceDetector SPEECH = (_, _) -> true;

  final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  final List<TranscriptEvent> told = new ArrayList<>();
  final List<String> due = new ArrayList<>();
  final List<Trouble> failures = new ArrayList<>();
  private final RelayTimes times;
  private final Random random;
  @Nullable
  Throwable error;
  boolean completed;
  private @Nullable Relay relay;

  Stage(RelayTimes times, long seed) {
    this.times = times;
    this.random = new Random(seed);
  }

  Relay relay(Recogniser... engines) {
    var desk = new RelayDesk(times, () -> time.now(TimeUnit.MILLISECONDS), () -> SPEECH,
        (engine, tariff, ms) -> due.add(engine + " " + tariff + " " + ms), new RelayNews() {
          @Override
          public void failed(String engine, Trouble trouble) {
            failures.add(trouble);
          }
        });
    var opened = new Relay(IntStream.range(0, engines.length)
        .mapToObj(i -> new Engine(engines[i].capabilities().name(), "place " + i,
            engines[i].capabilities().name(), engines[i]))
        .toList(), desk, time, random);
    relay = opened;
    return opened;
  }

  /// Speaks for so many seconds, from now on.
  Flux<Sound> speech(int seconds) {
    return Flux.interval(Duration.ofMillis(100), time)
        .take(seconds * 10L)
        .map(Stage::window)
        .onBackpressureBuffer(10_000);
  }

  static Sound window(long number) {
    return new Window(number * WINDOW, (number + 1) * WINDOW, new short[WINDOW]);
  }

  static Leg leg() {
    return leg(List.of());
  }

  static Leg leg(List<String> engines) {
    return new Leg(new StreamId(new UUID(0, 1)), FORMAT, "en", 0, engines);
  }

  Disposable play(Relay by, Flux<Sound> sound) {
    return play(by, leg(), sound);
  }

  Disposable play(Relay by, Leg leg, Flux<Sound> sound) {
    return by.transcribe(leg, sound)
        .subscribe(told::add, failed -> error = failed, () -> completed = true);
  }

  void pass(Duration span) {
    time.advanceTimeBy(span);
  }

  <E extends TranscriptEvent> List<E> all(Class<E> type) {
    return told.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Stream<Word> words() {
    return all(Final.class).stream().flatMap(said -> said.words().stream());
  }

  String text() {
    return String.join(" ", words().map(Word::text).toList());
  }

  /// The words of the first seconds.
  static String said(int seconds) {
    return String.join(" ", IntStream.range(0, seconds).mapToObj(i -> "w" + i).toList());
  }

  /// What has to hold of every transcript: times and numbers do not go back, what is certain stays, a guess
  /// that was shown ends.
  List<String> wrongs() {
    var wrongs = new ArrayList<String>();
    var finalMs = 0L;
    var heardMs = 0L;
    var utterance = -1L;
    var certain = "";
    var shown = -1L;
    for (var event : told) {
      switch (event) {
        case Partial guess -> {
          if (guess.utterance() <= utterance) {
            wrongs.add("a guess of an utterance that is final: " + guess);
          }
          if (!guess.text().startsWith(certain)) {
            wrongs.add("not what was certain, '" + certain + "': " + guess);
          }
          certain = guess.text().substring(0, guess.stable());
          shown = guess.utterance();
        }
        case Final said -> {
          if (said.utterance() <= utterance || said.fromMs() < finalMs
              || said.toMs() < said.fromMs()) {
            wrongs.add("back before " + utterance + ", " + finalMs + ": " + said);
          }
          if (shown == said.utterance() && !said.text().startsWith(certain)) {
            wrongs.add("not what was certain, '" + certain + "': " + said);
          }
          certain = "";
          utterance = said.utterance();
          finalMs = said.toMs();
        }
        case HeardTo heard -> {
          if (heard.toMs() < heardMs) {
            wrongs.add("back before " + heardMs + ": " + heard);
          }
          heardMs = heard.toMs();
        }
        default -> { // has no order
        }
      }
    }
    if (completed && shown > utterance) {
      wrongs.add("a guess that never ends: " + shown);
    }
    return wrongs;
  }

  void close() {
    if (relay != null) {
      relay.close();
    }
  }
}
