package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.testkit.SpeechSample;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class SphinxAdapterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SphinxConfig CONFIG = SphinxConfig.in(Hearing.MODELS).withDecoders(1);
  private static final SpeechSample CLIP = SpeechSample.named("vm-sorry-16k");

  @Test
  void ready_afterAWhile_hasOneDecoder() {
    try (var adapter = SphinxAdapter.open(CONFIG)) {
      StepVerifier.create(adapter.ready()).expectComplete().verify(PATIENCE);
      assertThat(adapter.load()).isEqualTo(new SphinxLoad(0, 1, 0, 0));
    }
  }

  @Test
  void open_withoutLibrary_refusesReadyAndEveryLeg() {
    try (
        var adapter = SphinxAdapter.open(CONFIG, NativeLibraryTest.ABSENT, Schedulers.parallel())) {
      StepVerifier.create(adapter.ready())
          .expectErrorSatisfies(SphinxAdapterTest::isClear)
          .verify(PATIENCE);
      StepVerifier.create(new Hearing(adapter).hear(Flux.fromIterable(CLIP.windows()))
          .ignoreElements()).expectErrorSatisfies(SphinxAdapterTest::isClear).verify(PATIENCE);
    }
  }

  @Test
  void open_withoutModel_refusesReady(@TempDir Path empty) {
    try (var adapter = SphinxAdapter.open(CONFIG.withModel(empty))) {
      StepVerifier.create(adapter.ready()).expectError(Refused.class).verify(PATIENCE);
    }
  }

  @Test
  void close_whileSpeaking_losesTheLeg() {
    var adapter = SphinxAdapter.open(CONFIG);
    var sound = Flux.fromIterable(CLIP.windows()).concatWith(Flux.never());
    StepVerifier.create(new Hearing(adapter).hear(sound))
        .expectNextCount(2)
        .then(adapter::close)
        .thenConsumeWhile(_ -> true)
        .expectError(Lost.class)
        .verify(PATIENCE);
    assertThat(adapter.load()).isEqualTo(new SphinxLoad(0, 0, 0, 0));
  }

  @Test
  void close_again_doesNothing() {
    var adapter = SphinxAdapter.open(CONFIG);
    adapter.close();
    adapter.close();
    StepVerifier.create(new Hearing(adapter).hear(Flux.never()))
        .expectError(Lost.class)
        .verify(PATIENCE);
    StepVerifier.create(adapter.ready()).expectError(Lost.class).verify(PATIENCE);
  }

  @Test
  void transcribe_unknownLanguage_isRefused() {
    try (var adapter = SphinxAdapter.open(CONFIG)) {
      var german = new Leg(Hearing.leg().stream(), Hearing.leg().format(), "de", 0);
      StepVerifier.create(adapter.recogniser().transcribe(german, Flux.never()))
          .expectError(Refused.class)
          .verify(PATIENCE);
    }
  }

  @Test
  void transcribe_afterAnotherVoice_tellsTheSame() {
    try (var hearing = Hearing.withDecoders(1)) {
      var before = hearing.events(CLIP);
      var _ = hearing.events(SpeechSample.named("privacy-prompt-16k"));
      assertThat(hearing.adapter().load().decoders()).isEqualTo(1);
      assertThat(hearing.events(CLIP)).isEqualTo(before);
    }
  }

  @Test
  void check_installed_isFine() {
    assertThat(SphinxAdapter.check(CONFIG).fine()).isTrue();
  }

  @Test
  void check_withoutLibrary_saysWhatToInstall() {
    var check = SphinxCheck.of(CONFIG, NativeLibraryTest.ABSENT);
    assertThat(check.fine()).isFalse();
    assertThat(check.text()).contains(NativeLibrary.REMEDY);
  }

  @Test
  void check_withoutModel_saysWhere(@TempDir Path empty) {
    var check = SphinxAdapter.check(CONFIG.withModel(empty));
    assertThat(check.fine()).isFalse();
    assertThat(check.text()).contains(empty.toString());
  }

  private static void isClear(Throwable why) {
    assertThat(why).isInstanceOf(Refused.class).hasMessageContaining(NativeLibrary.REMEDY);
  }
}
