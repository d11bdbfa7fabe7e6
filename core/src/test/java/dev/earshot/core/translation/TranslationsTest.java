package dev.earshot.core.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Translated;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.core.stream.StreamSpec.Recognition;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.Word;
import dev.earshot.core.translation.Translations.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class TranslationsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final Sinks.Many<StreamEvent> stream = Sinks.many().unicast().onBackpressureBuffer();
  private final List<String> told = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private Translator translator = (text, language) -> Mono
      .just(new Translation(language + "(" + text + ")", null));

  @AfterEach
  void close() {
    time.dispose();
  }

  @Test
  void final_comesAgainTranslated() {
    listen("de");
    say("one");
    stream.tryEmitNext(new Heard(0, new Partial(0, 0, 1, "tw", 0))).orThrow();
    stream.tryEmitComplete().orThrow();

    assertThat(told).containsExactly("one", "de(one)", "...tw", "end");
    assertThat(outcomes).containsExactly(Outcome.TRANSLATED);
  }

  @Test
  void stream_thatAsksForNone_isAsItWas() {
    listen(null);
    say("one");

    assertThat(told).containsExactly("one");
  }

  @Test
  void words_neverWaitForTheirTranslation() {
    slow(SECOND.multipliedBy(2));
    listen("de");
    say("one");
    say("two");
    assertThat(told).containsExactly("one", "two");
    time.advanceTimeBy(SECOND.multipliedBy(2));

    assertThat(told).containsExactly("one", "two", "de(one)", "de(two)");
  }

  @Test
  void client_readsSlowly_translationsAreBehindTheirFinals() {
    var reading = new ArrayList<String>();
    var client = new BaseSubscriber<StreamEvent>() {
      @Override
      protected void hookOnSubscribe(Subscription subscription) {
        // reads nothing yet
      }

      @Override
      protected void hookOnNext(StreamEvent event) {
        reading.add(text(event));
      }
    };
    translated("de").subscribe(client);
    say("one");
    say("two");
    stream.tryEmitComplete().orThrow();
    for (var n = 0; n < 6; n++) {
      client.request(1);
    }

    assertThat(reading).containsExactlyInAnyOrder("one", "two", "de(one)", "de(two)");
    assertThat(reading.indexOf("one")).isLessThan(reading.indexOf("de(one)"));
    assertThat(reading.indexOf("two")).isLessThan(reading.indexOf("de(two)"));
    assertThat(client.isDisposed()).isTrue();
  }

  @Test
  void translations_comeInTheOrderOfTheirFinals() {
    translator = (text, language) -> Mono.delay(SECOND.multipliedBy(text.length()), time)
        .map(_ -> new Translation(language + "(" + text + ")", null));
    listen("de");
    say("xx");
    say("y");
    time.advanceTimeBy(SECOND);
    assertThat(told).containsExactly("xx", "y");
    time.advanceTimeBy(SECOND);

    assertThat(told).containsExactly("xx", "y", "de(xx)", "de(y)");
  }

  @Test
  void stream_ends_waitsForItsLastTranslationUpToTheDeadline() {
    slow(SECOND.multipliedBy(100));
    listen("de");
    say("one");
    stream.tryEmitComplete().orThrow();
    assertThat(told).containsExactly("one");
    time.advanceTimeBy(SECOND.multipliedBy(3));

    assertThat(told).containsExactly("one", "end");
    assertThat(outcomes).containsExactly(Outcome.FAILED);
  }

  @Test
  void translator_isAwayOrNeedsNone_nothingIsAdded() {
    translator = (text, _) -> text.equals("one")
        ? Mono.error(new IllegalStateException("away"))
        : Mono.empty();
    listen("de");
    say("one");
    say("two");

    assertThat(told).containsExactly("one", "two");
    assertThat(outcomes).containsExactly(Outcome.FAILED, Outcome.NOT_NEEDED);
  }

  @Test
  void manyFinals_moreThanMayWaitAreLeftAsTheyAre() {
    slow(SECOND.multipliedBy(2));
    listen("de");
    for (var n = 0; n < 200; n++) {
      say("w" + n);
    }

    assertThat(told).hasSize(200);
    assertThat(outcomes).containsOnly(Outcome.NO_ROOM).hasSizeBetween(125, 135);
  }

  private void slow(Duration by) {
    translator = (text, language) -> Mono.delay(by, time)
        .map(_ -> new Translation(language + "(" + text + ")", null));
  }

  private void listen(@Nullable String language) {
    translated(language).subscribe(event -> told.add(text(event)), _ -> told.add("error"),
        () -> told.add("end"));
  }

  private Flux<StreamEvent> translated(@Nullable String language) {
    var spec = new StreamSpec(new StreamId(new UUID(1, 1)), new AccountId("ann"),
        AudioFormat.pcm16(16_000), "en", Recognition.OURS, language);
    var translations = new Translations((text, to) -> translator.translate(text, to),
        SECOND.multipliedBy(3), time, outcomes::add);
    return translations.overhear(spec, stream.asFlux());
  }

  private void say(String word) {
    stream.tryEmitNext(new Heard(0, new Final(0, 0, 10, List.of(new Word(word, 0, 10, 1)))))
        .orThrow();
  }

  private static String text(StreamEvent event) {
    return switch (event) {
      case Heard(_, Final said) -> said.text();
      case Heard(_, Partial guess) -> "..." + guess.text();
      case Translated made -> made.text();
      default -> event.toString();
    };
  }
}
