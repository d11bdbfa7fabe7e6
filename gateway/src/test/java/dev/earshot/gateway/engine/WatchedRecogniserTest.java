package dev.earshot.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.cost.CostBook;
import dev.earshot.core.cost.Spent;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.gateway.engine.EngineReport.State;
import dev.earshot.testkit.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class WatchedRecogniserTest {
  private static final Leg LEG = new Leg(new StreamId(new UUID(1, 2)), AudioFormat.pcm16(8_000),
      "en", 0);

  private final Sinks.Many<Sound> sound = Sinks.many().unicast().onBackpressureBuffer();
  private final CostBook book = new CostBook(new MemoryStore().costs(), "boot",
      InstantSource.fixed(Instant.EPOCH));
  private long nanos;

  @Test
  void leg_running_isCountedWithItsSoundAndItsTime() {
    var watched = watched(Flux.never());
    var leg = watched.transcribe(LEG, sound.asFlux()).subscribe();
    nanos = 2_000_000_000;
    window(0, 800);
    window(800, 9_200); // counted by the second
    sound.tryEmitNext(new Sound.Flush(true));

    var report = watched.report(State.AVAILABLE, Duration.ZERO);
    assertThat(report.legs()).isEqualTo(new EngineReport.Legs(1, 1));
    assertThat(report.given().sound()).isEqualTo(Duration.ofMillis(1_150));
    assertThat(report.given().open()).isEqualTo(Duration.ofSeconds(2));
    leg.dispose();
  }

  @Test
  void leg_cancelled_isOverAndPaidForToItsEnd() {
    var watched = watched(Flux.never());
    var leg = watched.transcribe(LEG, sound.asFlux()).subscribe();
    window(0, 800);
    nanos = 5_000_000_000L;
    leg.dispose();
    nanos = 9_000_000_000L;

    assertThat(watched.report(State.LEFT, Duration.ZERO).legs())
        .isEqualTo(new EngineReport.Legs(0, 1));
    assertThat(book.thisMonth().block()).containsExactly(new Spent("vosk", 100, 5_000));
  }

  @Test
  void leg_notSubscribed_isNone() {
    var watched = watched(Flux.never());
    var _ = watched.transcribe(LEG, sound.asFlux());

    assertThat(watched.report(State.AVAILABLE, Duration.ZERO).legs().total()).isZero();
  }

  static Stream<Arguments> failures() {
    return Stream.of(Arguments.of(new Busy("full", Duration.ofSeconds(1)), Trouble.BUSY),
        Arguments.of(new Refused("no"), Trouble.REFUSED),
        Arguments.of(new Lost("gone"), Trouble.LOST),
        Arguments.of(new Garbled("?"), Trouble.GARBLED));
  }

  /// Its clock counts samples of 16 kHz, whatever it was made of.
  @Test
  void leg_opusOf8Khz_isCountedByTheClockOfOpus() {
    var watched = watched(Flux.never());
    var leg = watched.transcribe(new Leg(LEG.stream(),
        new AudioFormat(AudioFormat.Codec.OPUS_FS320, 8_000), "en", 0), sound.asFlux()).subscribe();
    window(0, 32_000);

    assertThat(watched.report(State.AVAILABLE, Duration.ZERO).given().sound())
        .isEqualTo(Duration.ofSeconds(2));
    leg.dispose();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void leg_failing_isCountedByItsTroubleAndTellsOn(RecogniserException why, Trouble trouble) {
    var watched = watched(Flux.error(why));
    assertThat(watched.transcribe(LEG, sound.asFlux()).ignoreElements().onErrorResume(e -> {
      assertThat(e).isSameAs(why);
      return reactor.core.publisher.Mono.empty();
    }).block()).isNull();

    var report = watched.report(State.RESTING, Duration.ofSeconds(1));
    assertThat(report.failures()).containsEntry(trouble, 1L);
    assertThat(report.failures().values().stream().mapToLong(Long::longValue).sum()).isOne();
    assertThat(report.lastMessage()).isEqualTo(why.getMessage());
    assertThat(report.legs().open()).isZero();
  }

  private void window(long from, long to) {
    var _ = sound.tryEmitNext(new Window(from, to, new short[Math.toIntExact((to - from) * 2)]));
  }

  /// It takes all sound, and says what it is told to.
  private WatchedRecogniser watched(Flux<TranscriptEvent> words) {
    return new WatchedRecogniser("vosk", "ws://a", new Recogniser() {
      @Override
      public Capabilities capabilities() {
        return new Capabilities("vosk", Set.of(), true, true, Duration.ofSeconds(1), 1);
      }

      @Override
      public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> heard) {
        return Flux.merge(words, heard.map(_ -> new HeardTo(0, false)));
      }
    }, book, () -> nanos);
  }
}
