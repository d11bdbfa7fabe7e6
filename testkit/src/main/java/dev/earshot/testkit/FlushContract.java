package dev.earshot.testkit;

import static dev.earshot.testkit.Hearing.await;
import static dev.earshot.testkit.Hearing.clip;
import static dev.earshot.testkit.Hearing.finals;
import static dev.earshot.testkit.Hearing.leg;
import static dev.earshot.testkit.Hearing.seconds;
import static dev.earshot.testkit.Hearing.silence;
import static dev.earshot.testkit.Hearing.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.TranscriptEvent.SpeechEnded;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// What a [Recogniser] of English keeps when it is asked for its words, and what it says to be settled.
public interface FlushContract {
  /// The one under test. Asked for once or more per test; may be the same one each time.
  Recogniser recogniser();

  @Test
  default void transcribe_flush_tellsFinalWhileSoundGoesOn() {
    var sound = new ArrayList<>(clip().windows());
    sound.add(new Flush(true));
    var first = recogniser().transcribe(leg(0), Flux.fromIterable(sound).concatWith(Flux.never()))
        .ofType(Final.class)
        .next();
    assertThat(await(first).words()).isNotEmpty();
  }

  @Test
  default void transcribe_flush_isAnsweredBehindItsWordsWhileSoundGoesOn() {
    var sound = new ArrayList<>(clip().windows());
    sound.add(new Flush(true));
    var told = await(recogniser()
        .transcribe(leg(0), Flux.fromIterable(sound).concatWith(Flux.never()))
        .takeUntil(event -> event instanceof HeardTo heard && heard.asked())
        .collectList());
    var last = finals(told).getLast();
    assertThat(told.getLast()).isInstanceOfSatisfying(HeardTo.class,
        heard -> assertThat(heard.toMs()).isGreaterThanOrEqualTo(last.toMs()));
  }

  @Test
  default void transcribe_flushBeforeAnySound_isAnswered() {
    assertThat(hear(List.of(new Flush(true)))).containsExactly(new HeardTo(0, true));
  }

  @Test
  default void transcribe_flushNobodyAskedFor_isNotToldAsAnAnswer() {
    var sound = new ArrayList<>(clip().windows());
    sound.add(new Flush(false));
    assertThat(hear(sound)).filteredOn(HeardTo.class::isInstance)
        .extracting(event -> ((HeardTo) event).asked())
        .isNotEmpty()
        .containsOnly(false);
  }

  /// Nothing is said later about what was said to be heard, and what is certain stays.
  @Test
  default void transcribe_whatIsHeardOrCertain_staysSo() {
    var heardTo = 0L;
    var certain = "";
    for (var event : hear(seconds(25))) {
      switch (event) {
        case HeardTo heard -> {
          assertThat(heard.toMs()).isGreaterThanOrEqualTo(heardTo);
          heardTo = heard.toMs();
        }
        case Partial guess -> {
          assertThat(guess.text()).startsWith(certain);
          certain = guess.text().substring(0, guess.stable());
        }
        case Final said -> {
          assertThat(said.text()).startsWith(certain);
          certain = "";
          var earliest = heardTo;
          assertThat(said.words()).allMatch(word -> word.fromMs() >= earliest);
        }
        case SpeechStarted _ -> {
        }
        case SpeechEnded _ -> {
        }
        case Degraded _,Recovered _,AudioGap _ -> {
        }
      }
    }
  }

  @Test
  default void transcribe_flushInSilence_tellsNothing() {
    var sound = new ArrayList<>(silence(5));
    sound.add(new Flush(true));
    assertThat(text(hear(sound))).isEmpty();
  }

  private List<TranscriptEvent> hear(List<Sound> sound) {
    return await(recogniser().transcribe(leg(0), Flux.fromIterable(sound)).collectList());
  }
}
