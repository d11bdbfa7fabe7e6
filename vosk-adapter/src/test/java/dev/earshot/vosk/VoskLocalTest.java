package dev.earshot.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.core.transcript.Word;
import dev.earshot.testkit.upstream.ChainContract;
import dev.earshot.testkit.upstream.Sentinels;
import dev.earshot.testkit.upstream.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The leg with scripted voices; the library itself as far as it goes without a model.
@Timeout(60)
class VoskLocalTest implements ChainContract {
  private final ScriptedModel model = new ScriptedModel();
  private final VoskLocal local = VoskLocal.open(() -> model, 2, System::nanoTime);

  @BeforeEach
  void load() {
    local.ready().block();
  }

  @AfterEach
  void close() {
    local.close();
    assertThat(model.wrongs()).isZero();
    assertThat(model.stillOpen()).isZero();
    assertThat(model.isClosed()).isTrue();
  }

  @Override
  public Recogniser recogniser() {
    return local;
  }

  @Override
  public int calls() {
    return model.opened();
  }

  @Override
  public int openCalls() {
    return model.stillOpen();
  }

  @Test
  void transcribe_soundWithAHole_tellsTimesOnBothSidesOfIt() {
    var sound = new ArrayList<>(Sentinels.seconds(3, 5));
    sound.addAll(Sentinels.seconds(60, 62));
    var told = hear(sound);
    assertThat(told.words()).containsExactly("w3", "w4", "w60", "w61");
    assertThat(told.finalWords()).extracting(Word::fromMs)
        .containsExactly(3_000L, 4_000L, 60_000L, 61_000L);
    assertThat(told.finals()).hasSize(2);
  }

  @Test
  void transcribe_modelWithoutTimes_sharesTheRange() {
    model.timesNoWords();
    assertThat(hear(Sentinels.seconds(2)).finalWords()).containsExactly(
        new Word("w0", 0, 1_000, 1), new Word("w1", 1_000, 2_000, 1));
  }

  @Test
  void transcribe_pause_endsTheUtterance() {
    var sound = new ArrayList<>(Sentinels.seconds(0, 2));
    sound.addAll(Sentinels.silence(2, 3));
    sound.addAll(Sentinels.seconds(3, 4));
    assertThat(hear(sound).finals()).extracting(Final::text).containsExactly("w0 w1", "w3");
  }

  @Test
  void transcribe_flushInSilence_tellsHowFarItHeard() {
    var sound = new ArrayList<Sound>(Sentinels.silence(0, 1));
    sound.add(new Flush(true));
    assertThat(hear(sound).events()).endsWith(new HeardTo(1_000, true));
  }

  @Test
  void transcribe_libraryBreaks_isLost() {
    model.breakWith("error");
    assertThat(failed(local)).isInstanceOf(Lost.class);
  }

  @Test
  void transcribe_replyThatIsNone_isGarbled() {
    for (var reply : List.of("no JSON", "{}", "{\"partial\":7}", "[]")) {
      model.breakWith(reply);
      assertThat(failed(local)).as(reply).isInstanceOf(Garbled.class);
    }
  }

  @Test
  void transcribe_noVoiceLeft_isLost() {
    model.refuse();
    assertThat(failed(local)).isInstanceOf(Lost.class);
  }

  @Test
  void transcribe_tooManyLegs_areBusyUntilOneEnds() {
    var most = local.capabilities().session().concurrentLegs();
    var legs = new ArrayList<Disposable>();
    for (var i = 0; i < most; i++) {
      legs.add(local.transcribe(Told.leg(0), Flux.never()).subscribe());
    }
    assertThat(failed(local)).isInstanceOf(Busy.class);
    assertThat(local.load().speaking()).isEqualTo(most);
    legs.getFirst().dispose();
    assertThat(hear(Sentinels.seconds(1)).words()).containsExactly("w0");
    legs.forEach(Disposable::dispose);
  }

  @Test
  void transcribe_manyLegsAtOnce_doNotDisturbEachOther() {
    var words = Flux.range(0, 8)
        .flatMapSequential(i -> local
            .transcribe(Told.leg(0), Flux.fromIterable(Sentinels.seconds(i, i + 20)))
            .collectList()
            .map(events -> new Told(events).words()));
    var told = Told.await(words.collectList());
    for (var i = 0; i < 8; i++) {
      assertThat(told.get(i)).isEqualTo(Sentinels.words(i, i + 20));
    }
  }

  @RepeatedTest(50)
  void close_whileSpeaking_losesTheLegs() {
    var sound = Flux.fromIterable(Sentinels.seconds(2)).concatWith(Flux.never());
    var failure = Told.await(local.transcribe(Told.leg(0), sound)
        .publishOn(Schedulers.boundedElastic())
        .doOnNext(_ -> local.close())
        .ignoreElements()
        .cast(Throwable.class)
        .onErrorResume(Mono::just));
    assertThat(failure).isInstanceOf(Lost.class);
    assertThat(failed(local)).isInstanceOf(Lost.class);
  }

  @Test
  void transcribe_modelThatDoesNotLoad_isRefusedEachTime() {
    try (var none = VoskLocal.open(() -> {
      throw new Refused("no");
    }, 1, System::nanoTime)) {
      assertThat(failed(none)).isInstanceOf(Refused.class);
      assertThat(Told.failure(none.ready().flux())).isInstanceOf(Refused.class);
    }
  }

  @Test
  void transcribe_whileTheModelLoads_waits() {
    var loaded = new CountDownLatch(1);
    var slow = new ScriptedModel();
    try (var opening = VoskLocal.open(() -> {
      awaited(loaded);
      return slow;
    }, 1, System::nanoTime)) {
      var words = opening.transcribe(Told.leg(0), Flux.fromIterable(Sentinels.seconds(2)))
          .collectList()
          .toFuture();
      assertThat(words).isNotDone();
      loaded.countDown();
      assertThat(new Told(words.join()).words()).containsExactly("w0", "w1");
    }
  }

  @Test
  void open_noFolder_saysWhatIsExpected(@TempDir Path folder) {
    var absent = folder.resolve("absent");
    assertThatThrownBy(() -> VoskLocal.open(absent)).isInstanceOf(Refused.class)
        .hasMessageStartingWith("EARSHOT_VOSK_MODEL: " + absent
            + " (expected: a folder with a Vosk model: am/final.mdl");
  }

  @Test
  void open_folderWithoutAModel_saysWhatIsExpected(@TempDir Path folder) {
    assertThatThrownBy(() -> VoskLocal.open(folder)).isInstanceOf(Refused.class)
        .hasMessageContaining("no acoustic model");
  }

  /// The library itself: it loads, and looks into the folder.
  @Test
  void open_modelThatIsNone_isRefused(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("am"));
    Files.writeString(folder.resolve("am/final.mdl"), "no model");
    try (var broken = VoskLocal.open(folder)) {
      assertThat(failed(broken)).isInstanceOf(Refused.class)
          .hasMessageContaining("its library cannot read it");
    }
  }

  private static Throwable failed(VoskLocal by) {
    return Told.failure(by.transcribe(Told.leg(0), Flux.fromIterable(Sentinels.seconds(2))));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
