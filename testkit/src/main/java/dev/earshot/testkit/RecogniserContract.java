package dev.earshot.testkit;

import static dev.earshot.testkit.Hearing.PATIENCE;
import static dev.earshot.testkit.Hearing.await;
import static dev.earshot.testkit.Hearing.clip;
import static dev.earshot.testkit.Hearing.finals;
import static dev.earshot.testkit.Hearing.leg;
import static dev.earshot.testkit.Hearing.seconds;
import static dev.earshot.testkit.Hearing.silence;
import static dev.earshot.testkit.Hearing.text;
import static dev.earshot.testkit.Hearing.words;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.earshot.core.transcript.Word;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/// What every [Recogniser] of English must keep. It is fed real speech, so it has to hear something:
/// one that does nothing does not pass.
public interface RecogniserContract extends FlushContract {
  @Test
  default void transcribe_unsubscribed_doesNotTouchTheSound() {
    var touched = new AtomicBoolean();
    var _ = recogniser().transcribe(leg(0), Flux.defer(() -> {
      touched.set(true);
      return Flux.empty();
    }));
    assertThat(touched).isFalse();
  }

  @Test
  default void transcribe_speech_tellsItsWordsAndCompletes() {
    var clip = clip();
    var text = text(hear(clip.windows()));
    assertThat(WordErrors.between(clip.text(), text).percent()).as(text).isLessThan(35);
  }

  @Test
  default void transcribe_twoSubscriptions_areTwoLegs() {
    var words = recogniser().transcribe(leg(0), Flux.fromIterable(clip().windows()));
    assertThat(text(await(words.collectList()))).isEqualTo(text(await(words.collectList())));
  }

  @Test
  default void transcribe_noSound_completesWithoutWords() {
    assertThat(text(hear(List.of()))).isEmpty();
  }

  @Test
  default void transcribe_silence_completesWithoutWords() {
    assertThat(text(hear(silence(30)))).isEmpty();
  }

  @Test
  default void transcribe_silence_isAskedForToItsEnd() {
    StepVerifier.create(recogniser().transcribe(leg(0), Flux.fromIterable(silence(600))))
        .thenConsumeWhile(HeardTo.class::isInstance)
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  default void transcribe_cancelled_cancelsSound() {
    var sound = TestPublisher.<Sound>create();
    recogniser().transcribe(leg(0), sound.flux()).subscribe().dispose();
    sound.assertCancelled();
  }

  @Test
  default void transcribe_cancelledInSpeech_cancelsSound() {
    var cancelled = new AtomicBoolean();
    var sound = Flux.fromIterable(clip().windows())
        .concatWith(Flux.never())
        .doOnCancel(() -> cancelled.set(true));
    var _ = await(recogniser().transcribe(leg(0), sound).next());
    assertThat(cancelled).isTrue();
  }

  @Test
  default void transcribe_soundFails_failsWithTheSameError() {
    var broken = new IllegalStateException("microphone unplugged");
    var sound = Flux.fromIterable(clip().windows().subList(0, 12)).concatWith(Flux.error(broken));
    StepVerifier.create(recogniser().transcribe(leg(0), sound).ignoreElements())
        .expectErrorSatisfies(seen -> assertThat(seen).isSameAs(broken))
        .verify(PATIENCE);
  }

  @Test
  default void transcribe_times_doNotDecreaseAndLieWithinTheSound() {
    var earliest = 0L;
    for (var told : finals(hear(seconds(25)))) {
      assertThat(told.fromMs()).isBetween(earliest, told.toMs());
      for (var word : told.words()) {
        assertThat(word.fromMs()).isBetween(earliest, word.toMs());
        earliest = word.toMs();
      }
      assertThat(told.toMs()).isBetween(earliest, 25_000L);
      earliest = told.toMs();
    }
    assertThat(earliest).isGreaterThan(15_000);
  }

  @Test
  default void transcribe_lateBegin_tellsTimesOfTheCaptureClock() {
    var late = clip().windows()
        .stream()
        .map(Window.class::cast)
        .map(one -> (Sound) new Window(one.fromSample() + 160_000, one.toSample() + 160_000,
            one.pcm()))
        .toList();
    var usual = words(hear(clip().windows()));
    assertThat(words(hear(late))).extracting(Word::fromMs)
        .containsExactlyElementsOf(usual.stream().map(word -> word.fromMs() + 10_000).toList());
  }

  @Test
  default void transcribe_clientsRate_isTheRateOfTheClock() {
    var narrow = SpeechSample.named("vm-sorry-8k");
    var leg = new Leg(new StreamId(UUID.randomUUID()), AudioFormat.pcm16(8_000), "en", 0);
    var told = finals(await(
        recogniser().transcribe(leg, Flux.fromIterable(narrow.windows())).collectList()));
    assertThat(told.getLast().toMs()).isBetween(1_800L, narrow.wav().millis());
  }

  @Test
  default void transcribe_utterances_areNumberedOnFromTheLegs() {
    var told = await(recogniser().transcribe(leg(7),
        Flux.fromIterable(seconds(15))).collectList());
    var number = 7L;
    for (var event : told) {
      if (event instanceof Partial partial) {
        assertThat(partial.utterance()).isEqualTo(number);
      } else if (event instanceof Final last) {
        assertThat(last.utterance()).isEqualTo(number++);
      }
    }
    assertThat(number).isGreaterThan(8);
  }

  @Test
  default void transcribe_fastSound_isNotTakenFurtherThanTheBacklogAhead() {
    var backlog = recogniser().capabilities().feed().backlog().toMillis();
    var taken = new AtomicLong();
    var ahead = new AtomicLong();
    var sound = Flux.fromIterable(seconds(25))
        .doOnNext(one -> taken.set(one instanceof Window window ? window.toSample() / 16 : 0));
    var _ = await(recogniser().transcribe(leg(0), sound).doOnNext(event -> {
      if (event instanceof Partial partial) {
        ahead.accumulateAndGet(taken.get() - partial.toMs(), Math::max);
      }
    }).collectList());
    // silence may pass unheard: the longest pause of the recording, and its hangover, twice
    assertThat(ahead).hasValueLessThan(backlog + 2_600);
  }

  @Test
  default void transcribe_quietSource_isAskedForNoMoreThanTheBacklog() {
    var asked = new AtomicLong();
    var sound = Flux.<Sound>never().doOnRequest(asked::addAndGet);
    var leg = recogniser().transcribe(leg(0), Flux.from(sound)).subscribe();
    assertThat(asked).hasValueBetween(1,
        recogniser().capabilities().feed().backlog().toMillis() / 100);
    leg.dispose();
  }

  @Test
  default void transcribe_slowReader_missesNoFinal() {
    var windows = seconds(15);
    var slow = recogniser().transcribe(leg(0), Flux.fromIterable(windows)).limitRate(1);
    assertThat(text(await(slow.collectList()))).isEqualTo(text(hear(windows)));
  }

  @Test
  default void transcribe_twoLegsAtOnce_doNotDisturbEachOther() {
    var one = clip().windows();
    var other = SpeechSample.named("privacy-prompt-16k").windows();
    var alone = List.of(text(hear(one)), text(hear(other)));
    var together = Flux.just(one, other)
        .flatMapSequential(
            sound -> recogniser().transcribe(leg(0), Flux.fromIterable(sound))
                .collectList()
                .map(Hearing::text));
    assertThat(await(together.collectList())).isEqualTo(alone);
  }

  private List<TranscriptEvent> hear(List<Sound> sound) {
    return await(recogniser().transcribe(leg(0), Flux.fromIterable(sound)).collectList());
  }
}
