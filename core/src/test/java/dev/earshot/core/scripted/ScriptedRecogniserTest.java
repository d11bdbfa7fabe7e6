package dev.earshot.core.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.scripted.Script.Fault;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.Word;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class ScriptedRecogniserTest {
  private static final AudioFormat FORMAT = AudioFormat.pcm16(44_100);

  @Test
  void transcribe_aSecond_isGuessedAsItBegins() {
    assertThat(heard(Script.FLAWLESS, 0, sound(0, 2_100, 100)))
        .containsExactly(new Partial(0, 0, 100, "w0", 2), new Partial(0, 0, 1_100, "w0 w1", 5),
            new Partial(0, 0, 2_100, "w0 w1 w2", 8), new Final(0, 0, 2_100, List.of(word(0, 1_000),
                word(1, 2_000), word(2, 2_100))));
  }

  @Test
  void transcribe_ofTime_saysWhenItHadTheSound() {
    var now = new AtomicLong(70);

    var heard = ScriptedRecogniser.ofTime(now::getAndIncrement)
        .transcribe(at(0), sound(0, 1_100, 100))
        .ofType(Final.class)
        .map(Final::text)
        .collectList()
        .block();

    assertThat(heard).containsExactly("w0@70 w1@71");
  }

  @Test
  void transcribe_longSound_isFinalEveryFiveSeconds() {
    assertThat(texts(heard(Script.FLAWLESS, 0, sound(0, 11_000, 100))))
        .containsExactly("0-5000 w0 w1 w2 w3 w4", "5000-10000 w5 w6 w7 w8 w9", "10000-11000 w10");
  }

  @Test
  void transcribe_oneLongWindow_saysTheSameFinals() {
    assertThat(texts(heard(Script.FLAWLESS, 0, sound(0, 11_000, 11_000))))
        .containsExactly("0-5000 w0 w1 w2 w3 w4", "5000-10000 w5 w6 w7 w8 w9", "10000-11000 w10");
  }

  @Test
  void transcribe_flush_saysWhatIsOpenOnce() {
    var sound = sound(0, 1_500, 100).concatWith(Flux.just(new Flush(true), new Flush(true)))
        .concatWith(sound(1_500, 3_000, 100));

    assertThat(texts(heard(Script.FLAWLESS, 0, sound))).containsExactly("0-1500 w0 w1",
        "2000-3000 w2");
  }

  @Test
  void transcribe_flush_isAnsweredBehindItsWords() {
    var sound = sound(0, 1_500, 100).concatWith(Flux.just(new Flush(true), new Flush(false)));

    assertThat(heard(Script.FLAWLESS, 0, sound)).endsWith(
        new Final(0, 0, 1_500, List.of(word(0, 1_000), word(1, 1_500))), new HeardTo(1_500, true),
        new HeardTo(1_500, false));
  }

  @Test
  void transcribe_noSound_saysNothing() {
    assertThat(heard(Script.FLAWLESS, 0, Flux.empty())).isEmpty();
    assertThat(heard(Script.FLAWLESS, 0, Flux.just(new Flush(true))))
        .containsExactly(new HeardTo(0, true));
  }

  @Test
  void transcribe_legBeginsInMidSecond_leavesThatWordToTheLegBefore() {
    var said = heard(Script.FLAWLESS, 7, sound(60_300, 62_100, 100));

    assertThat(texts(said)).containsExactly("61000-62100 w61 w62");
    assertThat(said.getLast()).isInstanceOfSatisfying(Final.class,
        last -> assertThat(last.utterance()).isEqualTo(7));
  }

  @Test
  void transcribe_legBeginsOnASecond_saysIt() {
    assertThat(texts(heard(Script.FLAWLESS, 0, sound(4_000, 6_000, 100))))
        .containsExactly("4000-5000 w4", "5000-6000 w5");
  }

  /// Sound that was discarded leaves a hole, and a hole has no words.
  @Test
  void transcribe_holeInTheSound_saysNoWordOfIt() {
    var sound = sound(0, 1_000, 100).concatWith(sound(2_500, 4_000, 100));

    assertThat(texts(heard(Script.FLAWLESS, 0, sound))).containsExactly("0-4000 w0 w3");
  }

  @Test
  void transcribe_holeOverAFinal_endsTheUtterance() {
    var sound = sound(0, 3_000, 100).concatWith(sound(6_500, 8_000, 100));

    assertThat(texts(heard(Script.FLAWLESS, 0, sound))).containsExactly("0-3000 w0 w1 w2",
        "7000-8000 w7");
  }

  @Test
  void transcribe_lost_failsWhenItIsDue() {
    StepVerifier
        .create(leg(Script.failing(Fault.LOST, Duration.ofMillis(1_500)), 0, sound(0, 9_000, 100)))
        .expectNextCount(2)
        .verifyError(Lost.class);
  }

  @Test
  void transcribe_busyFromTheStart_isRefusedWithItsFirstSound() {
    StepVerifier.create(leg(Script.failing(Fault.BUSY, Duration.ZERO), 0, sound(0, 9_000, 100)))
        .verifyErrorMatches(error -> error instanceof Busy busy
            && busy.after().equals(Duration.ofSeconds(1)));
  }

  @Test
  void transcribe_mute_saysNoMoreAndCompletes() {
    var sound = sound(0, 9_000, 100).concatWith(Flux.just(new Flush(true)));

    assertThat(heard(Script.failing(Fault.MUTE, Duration.ofMillis(1_500)), 0, sound))
        .containsExactly(new Partial(0, 0, 100, "w0", 2), new Partial(0, 0, 1_100, "w0 w1", 5));
  }

  @Test
  void transcribe_faultOfALaterLeg_countsThatLegsSoundAlone() {
    var script = Script.failing(Fault.LOST, Duration.ofSeconds(2));

    assertThat(texts(heard(script, 0, sound(60_000, 61_900, 100)))).containsExactly(
        "60000-61900 w60 w61");
  }

  @Test
  void transcribe_delayed_saysEverythingThatMuchLater() {
    var mic = TestPublisher.<Sound>create();
    StepVerifier
        .withVirtualTime(() -> new ScriptedRecogniser(Script.delayed(Duration.ofSeconds(2)),
            Schedulers.parallel()).transcribe(at(0), mic.flux()))
        .then(() -> mic.next(window(0, 100)))
        .thenAwait(Duration.ofSeconds(1))
        .then(() -> mic.next(window(100, 1_100)).complete())
        .expectNoEvent(Duration.ofMillis(999))
        .thenAwait(Duration.ofMillis(1))
        .expectNext(new Partial(0, 0, 100, "w0", 2))
        .expectNoEvent(Duration.ofMillis(999))
        .thenAwait(Duration.ofMillis(1))
        .expectNext(new Partial(0, 0, 1_100, "w0 w1", 5))
        .expectNextMatches(said -> said instanceof Final)
        .verifyComplete();
  }

  @Test
  void transcribe_twice_areLegsOfTheirOwn() {
    var leg = leg(Script.FLAWLESS, 0, sound(0, 1_000, 100));

    assertThat(leg.collectList().block()).isEqualTo(leg.collectList().block()).hasSize(2);
  }

  @Test
  void transcribe_cancelled_cancelsTheSound() {
    var mic = TestPublisher.<Sound>create();

    StepVerifier.create(new ScriptedRecogniser(Script.FLAWLESS, Schedulers.immediate())
        .transcribe(at(0), mic.flux())).thenCancel().verify();

    mic.assertCancelled();
  }

  @Test
  void transcribe_slowReader_asksForNoMoreSound() {
    var mic = TestPublisher.<Sound>create();

    StepVerifier.create(new ScriptedRecogniser(Script.FLAWLESS, Schedulers.immediate())
        .transcribe(at(0), mic.flux()), 0)
        .then(() -> mic.assertMaxRequested(1))
        .thenCancel()
        .verify();
  }

  @Test
  void capabilities_understandAnyLanguage() {
    var can = new ScriptedRecogniser(Script.FLAWLESS, Schedulers.immediate()).capabilities();

    assertThat(can.name()).isEqualTo("scripted");
    assertThat(can.understands("de-DE")).isTrue();
  }

  @Test
  void newScript_negativeTimes_isRefused() {
    assertThatThrownBy(() -> Script.delayed(Duration.ofMillis(-1)))
        .hasMessage("delay: PT-0.001S, faultAfter: PT0S (expected: >= 0)");
    assertThatThrownBy(() -> Script.failing(Fault.LOST, Duration.ofMillis(-1)))
        .hasMessage("delay: PT0S, faultAfter: PT-0.001S (expected: >= 0)");
  }

  private static List<TranscriptEvent> heard(Script script, long utterance, Flux<Sound> sound) {
    return leg(script, utterance, sound).collectList().blockOptional().orElseThrow();
  }

  private static Flux<TranscriptEvent> leg(Script script, long utterance, Flux<Sound> sound) {
    return new ScriptedRecogniser(script, Schedulers.immediate()).transcribe(at(utterance), sound);
  }

  private static Leg at(long utterance) {
    return new Leg(new StreamId(new UUID(0, 1)), FORMAT, "en", utterance);
  }

  private static Flux<Sound> sound(long fromMs, long toMs, long stepMs) {
    return Flux.fromStream(() -> LongStream.range(0, (toMs - fromMs) / stepMs)
        .mapToObj(n -> window(fromMs + n * stepMs, fromMs + (n + 1) * stepMs)));
  }

  private static Window window(long fromMs, long toMs) {
    return new Window(FORMAT.samplesIn(fromMs), FORMAT.samplesIn(toMs), new short[0]);
  }

  private static Word word(long second, long toMs) {
    return new Word("w" + second, second * 1_000, toMs, 1);
  }

  private static List<String> texts(List<TranscriptEvent> events) {
    return events.stream()
        .filter(Final.class::isInstance)
        .map(Final.class::cast)
        .map(said -> said.fromMs() + "-" + said.toMs() + " " + said.text())
        .toList();
  }
}
