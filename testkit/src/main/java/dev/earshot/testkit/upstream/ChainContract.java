package dev.earshot.testkit.upstream;

import static dev.earshot.testkit.upstream.Told.await;
import static dev.earshot.testkit.upstream.Told.leg;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// What the client of a recogniser behind a socket keeps whoever answers there, another Earshot with a scripted
/// recogniser too. It hears [Sentinels] from the first second on, so each word says which second it was, and
/// none can be lost or doubled unseen.
public interface ChainContract {
  /// The client under test, which takes sound at any pace and waits a second or two for what is due.
  Recogniser recogniser();

  /// How often it has called.
  int calls();

  /// How many of its calls are open.
  int openCalls();

  /// Whether words carry times of their own; where they do not, only their utterance's are looked at.
  default boolean timesWords() {
    return recogniser().capabilities().wordTimes();
  }

  @Test
  default void transcribe_unsubscribed_callsNobody() {
    var _ = recogniser().transcribe(leg(0), Flux.fromIterable(Sentinels.seconds(1)));
    assertThat(calls()).isZero();
  }

  @Test
  default void transcribe_seconds_tellsEachOnce() {
    assertThat(hear(Sentinels.seconds(8)).words()).isEqualTo(Sentinels.words(0, 8));
  }

  @Test
  default void transcribe_seconds_tellsWhereTheyLie() {
    var at = 0L;
    for (var word : hear(Sentinels.seconds(8)).finalWords()) {
      if (timesWords()) {
        assertThat(word.fromMs()).isEqualTo(at);
        assertThat(word.toMs()).isBetween(at + 500, at + 1_000);
      }
      at += 1_000;
    }
  }

  @Test
  default void transcribe_clientsRate_isTheRateOfTheClock() {
    var narrow = Sentinels.seconds(4)
        .stream()
        .map(Window.class::cast)
        .map(one -> (Sound) new Window(one.fromSample() / 2, one.toSample() / 2, one.pcm()));
    var leg = new Leg(new StreamId(UUID.randomUUID()), AudioFormat.pcm16(8_000), "en", 0);
    var told = new Told(await(recogniser().transcribe(leg, Flux.fromStream(narrow)).collectList()));
    assertThat(told.finals().getLast().toMs()).isBetween(3_500L, 4_000L);
  }

  @Test
  default void transcribe_fiveMinutes_tellsEachSecondOnce() {
    var told = hear(Sentinels.seconds(300));
    assertThat(told.words()).isEqualTo(Sentinels.words(0, 300));
    assertThat(told.finals().getLast().toMs()).isBetween(299_500L, 300_000L);
  }

  @Test
  default void transcribe_times_areMonotonic() {
    var earliest = 0L;
    for (var said : hear(Sentinels.seconds(20)).finals()) {
      assertThat(said.fromMs()).isBetween(earliest, said.toMs());
      for (var word : said.words()) {
        assertThat(word.fromMs()).isBetween(earliest, word.toMs());
        earliest = word.toMs();
      }
      assertThat(said.toMs()).isBetween(earliest, 20_000L);
    }
  }

  @Test
  default void transcribe_utterances_areNumberedOnFromTheLegs() {
    var number = 7L;
    var told = await(recogniser()
        .transcribe(leg(7), Flux.fromIterable(Sentinels.seconds(12)))
        .collectList());
    for (var event : told) {
      if (event instanceof Partial guess) {
        assertThat(guess.utterance()).isEqualTo(number);
      } else if (event instanceof Final said) {
        assertThat(said.utterance()).isEqualTo(number++);
      }
    }
    assertThat(number).isGreaterThan(7);
  }

  @Test
  default void transcribe_noSound_completesWithoutWords() {
    assertThat(hear(List.of()).events()).isEmpty();
  }

  @Test
  default void transcribe_flush_tellsWordsAndThenItsAnswerWhileSoundGoesOn() {
    var told = untilAnswered(1, Sentinels.seconds(2), new Flush(true));
    assertThat(told.words()).containsExactly("w0", "w1");
    assertThat(told.events().getLast()).isEqualTo(new HeardTo(2_000, true));
  }

  @Test
  default void transcribe_flushTwice_isAnsweredTwice() {
    var told = untilAnswered(2, Sentinels.seconds(2), new Flush(true), new Flush(true));
    assertThat(told.words()).containsExactly("w0", "w1");
    assertThat(told.answers()).isEqualTo(2);
  }

  @Test
  default void transcribe_flushBetweenSounds_losesAndDoublesNothing() {
    var sound = new ArrayList<>(Sentinels.seconds(0, 2));
    sound.add(new Flush(true));
    sound.addAll(Sentinels.seconds(2, 4));
    sound.add(new Flush(false));
    sound.addAll(Sentinels.seconds(4, 6));
    var told = hear(sound);
    assertThat(told.words()).isEqualTo(Sentinels.words(0, 6));
    assertThat(told.answers()).isOne();
  }

  @Test
  default void transcribe_flushBeforeAnySound_isAnswered() {
    assertThat(hear(List.of(new Flush(true))).events()).containsExactly(new HeardTo(0, true));
  }

  @Test
  default void transcribe_slowReader_missesNoFinal() {
    var slow = recogniser().transcribe(leg(0), Flux.fromIterable(Sentinels.seconds(120)))
        .limitRate(1);
    assertThat(new Told(await(slow.collectList())).words()).isEqualTo(Sentinels.words(0, 120));
  }

  @Test
  default void transcribe_quietSource_isAskedForNoMoreThanTheBacklog() {
    var asked = new AtomicLong();
    var leg = recogniser().transcribe(leg(0), Flux.<Sound>never().doOnRequest(asked::addAndGet))
        .subscribe();
    assertThat(asked).hasValueBetween(1,
        recogniser().capabilities().feed().backlog().toMillis() / 100);
    leg.dispose();
  }

  @Test
  default void transcribe_cancelled_cancelsSoundAndHangsUp() {
    var cancelled = new AtomicBoolean();
    var sound = Flux.fromIterable(Sentinels.seconds(2))
        .concatWith(Flux.just(new Flush(true)))
        .concatWith(Flux.never())
        .doOnCancel(() -> cancelled.set(true));
    var _ = await(recogniser().transcribe(leg(0), sound).next());
    assertThat(cancelled).isTrue();
    Told.until(() -> openCalls() == 0);
  }

  @Test
  default void transcribe_soundFails_failsWithTheSameErrorAndHangsUp() {
    var broken = new IllegalStateException("microphone unplugged");
    var sound = Flux.fromIterable(Sentinels.seconds(1)).concatWith(Flux.error(broken));
    assertThat(Told.failure(recogniser().transcribe(leg(0), sound))).isSameAs(broken);
    Told.until(() -> openCalls() == 0);
  }

  /// What is told of this sound.
  default Told hear(List<Sound> sound) {
    return new Told(
        await(recogniser().transcribe(leg(0), Flux.fromIterable(sound)).collectList()));
  }

  /// What is told until so many flushes are answered, while the stream goes on.
  default Told untilAnswered(int answers, List<Sound> sound, Flush... flushes) {
    var all = new ArrayList<>(sound);
    all.addAll(List.of(flushes));
    var seen = new AtomicLong();
    return new Told(await(recogniser()
        .transcribe(leg(0), Flux.fromIterable(all).concatWith(Flux.never()))
        .takeUntil(event -> isAnswer(event) && seen.incrementAndGet() == answers)
        .collectList()));
  }

  private static boolean isAnswer(TranscriptEvent event) {
    return event instanceof HeardTo heard && heard.asked();
  }
}
