package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.testkit.SpeechSample;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Legs over a pool with one decoder, all on the thread of the test.
class SphinxLegTest {
  private static final List<Sound> SPEECH = SpeechSample.named("vm-sorry-16k").windows();
  private static final PocketSphinx SPHINX = NativeLibrary.DEBIAN.load();
  private static final Model MODEL = Model.in(new PackedModel(Hearing.MODELS).unpack());
  private static final Decoder DECODER = Decoder.open(SPHINX, MODEL);

  /// Where the library points to its gain control, which is switched off: to nothing.
  private static final int NO_MEAN_THERE = 96;

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private DecoderPool pool = new DecoderPool(() -> DECODER, 1, Runnable::run, clock);
  private SphinxRecogniser recogniser = new SphinxRecogniser(pool,
      new Workforce(Runnable::run, 1, () -> 0), 1);

  @AfterAll
  static void close() {
    DECODER.close();
  }

  @Test
  void finished_leg_holdsNothing() {
    StepVerifier.create(hear(Flux.fromIterable(SPEECH)))
        .thenConsumeWhile(_ -> true)
        .verifyComplete();
    assertNothingHeld();
  }

  @Test
  void silentLeg_holdsNoDecoder() {
    var leg = hear(Flux.<Sound>just(new Sound.Window(0, 16_000, new short[16_000]))
        .concatWith(Flux.never())).subscribe();
    assertThat(recogniser.legs()).isEqualTo(1);
    assertThat(pool.opened()).isZero();
    leg.dispose();
    assertNothingHeld();
  }

  @Test
  void cancelledInSpeech_holdsNothing() {
    var leg = speaking().subscribe();
    assertThat(pool.lent()).isEqualTo(1);
    leg.dispose();
    assertNothingHeld();
  }

  @Test
  void failedInSpeech_holdsNothing() {
    var sound = Flux.fromIterable(SPEECH.subList(0, 10))
        .concatWith(Flux.error(new IllegalStateException("unplugged")));
    StepVerifier.create(hear(sound))
        .thenConsumeWhile(_ -> true)
        .verifyError(IllegalStateException.class);
    assertNothingHeld();
  }

  @Test
  void noDecoderFree_waitsForTheOneThatComesBack() {
    var first = speaking().subscribe();
    StepVerifier.create(hear(Flux.fromIterable(SPEECH)).ofType(Final.class))
        .then(() -> assertThat(pool.waiting()).isEqualTo(1))
        .then(first::dispose)
        .expectNextCount(1)
        .verifyComplete();
    assertNothingHeld();
  }

  @Test
  void noDecoderFree_tooLong_isBusy() {
    var first = speaking().subscribe();
    StepVerifier.create(speaking().ignoreElements())
        .then(() -> clock.advanceTimeBy(DecoderPool.PATIENCE))
        .verifyErrorSatisfies(why -> assertThat(why).isInstanceOfSatisfying(Busy.class,
            busy -> assertThat(busy.after()).isEqualTo(DecoderPool.PATIENCE)));
    assertThat(pool.waiting()).isZero();
    first.dispose();
    assertNothingHeld();
  }

  @Test
  void waitingLeg_asksForNoMoreThanTheBacklog() {
    var first = speaking().subscribe();
    var taken = new AtomicInteger();
    var second = hear(Flux.fromIterable(SPEECH)
        .repeat(10)
        .doOnNext(_ -> taken.incrementAndGet())).subscribe();
    assertThat(taken).hasValueBetween(20, 30);
    second.dispose();
    first.dispose();
    assertNothingHeld();
  }

  @Test
  void hole_endsTheUtterance() {
    var sound = TestPublisher.<Sound>create();
    StepVerifier.create(hear(sound.flux()).ofType(Final.class).next())
        .then(() -> SPEECH.subList(0, 12).forEach(sound::next))
        .then(() -> sound.next(new Sound.Window(160_000, 161_600, new short[1_600])))
        .assertNext(told -> assertThat(told.toMs()).isLessThanOrEqualTo(1_200))
        .verifyComplete();
    assertNothingHeld();
  }

  @Test
  void decoderBreaks_losesTheLegAndTheDecoder() {
    breaks(() -> -1);
  }

  @Test
  void memoryIsOut_losesTheLegAndTheDecoder() {
    breaks(() -> {
      throw new OutOfMemoryError("as a test wants it");
    });
  }

  /// @param sixth what becomes of the sixth piece of sound
  private void breaks(IntSupplier sixth) {
    var calls = new AtomicInteger();
    var dying = (PocketSphinx) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[]{PocketSphinx.class},
        (_, method,
            arguments) -> "psProcessRaw".equals(method.getName()) && calls.incrementAndGet() > 5
                ? sixth.getAsInt()
                : method.invoke(SPHINX, arguments));
    var opened = new AtomicInteger();
    pool = new DecoderPool(() -> {
      opened.incrementAndGet();
      return Decoder.open(dying, MODEL);
    }, 1, Runnable::run, clock);
    recogniser = new SphinxRecogniser(pool,
        new Workforce(Runnable::run, 1, () -> 0), 1);
    StepVerifier.create(hear(Flux.fromIterable(SPEECH)).ignoreElements()).verifyError(Lost.class);
    assertThat(opened).as("the broken one and the next spare").hasValue(2);
    assertNothingHeld();
    pool.close();
  }

  @Test
  void libraryKeepsItsMeanElsewhere_legKeepsItsDecoder() {
    var other = Decoder.open(SPHINX, MODEL, NO_MEAN_THERE);
    assertThat(other.carriesMean()).isFalse();
    pool = new DecoderPool(() -> other, 1, Runnable::run, clock);
    recogniser = new SphinxRecogniser(pool,
        new Workforce(Runnable::run, 1, () -> 0), 1);
    var sound = TestPublisher.<Sound>create();
    StepVerifier.create(hear(sound.flux()).ofType(Final.class))
        .then(() -> SPEECH.forEach(sound::next))
        .then(() -> sound.next(new Sound.Flush(true)))
        .assertNext(told -> assertThat(told.words()).isNotEmpty())
        .then(() -> assertThat(pool.lent()).as("between two utterances").isEqualTo(1))
        .then(() -> behind(SPEECH).forEach(sound::next))
        .then(sound::complete)
        .assertNext(told -> assertThat(told.words()).isNotEmpty())
        .verifyComplete();
    assertNothingHeld();
    pool.close();
  }

  /// The same sound once more, behind itself.
  private static List<Sound> behind(List<Sound> sound) {
    var windows = sound.stream().map(Sound.Window.class::cast).toList();
    var end = windows.getLast().toSample();
    return windows.stream()
        .<Sound>map(one -> new Sound.Window(end + one.fromSample(), end + one.toSample(),
            one.pcm()))
        .toList();
  }

  private Flux<TranscriptEvent> speaking() {
    return hear(Flux.fromIterable(SPEECH.subList(0, 15)).concatWith(Flux.never()));
  }

  private Flux<TranscriptEvent> hear(Flux<Sound> sound) {
    return recogniser.transcribe(Hearing.leg(), sound);
  }

  private void assertNothingHeld() {
    assertThat(pool.lent()).isZero();
    assertThat(pool.waiting()).isZero();
    assertThat(recogniser.legs()).isZero();
  }
}
