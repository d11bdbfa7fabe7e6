package dev.earshot.testkit.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.transcript.Word;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// What the client of every recogniser behind a socket keeps while that one does what it should, and says of
/// each second of [Sentinels] which one it was.
public interface UpstreamContract extends ChainContract {
  /// The one that is called. Fresh for each test.
  ScriptedUpstream server();

  @Override
  default int calls() {
    return server().calls().size();
  }

  @Override
  default int openCalls() {
    return server().open();
  }

  @Test
  default void transcribe_lateBegin_tellsTimesOfTheCaptureClock() {
    var told = hear(Sentinels.seconds(5, 8));
    assertThat(told.words()).isEqualTo(Sentinels.words(5, 8));
    assertThat(told.finalWords()).allMatch(word -> word.fromMs() >= 5_000 && word.toMs() <= 8_000);
    if (timesWords()) {
      assertThat(told.finalWords()).extracting(Word::fromMs)
          .containsExactly(5_000L, 6_000L, 7_000L);
    }
  }

  @Test
  default void transcribe_soundWithAHole_tellsTimesOnBothSidesOfIt() {
    var sound = new ArrayList<>(Sentinels.seconds(0, 2));
    sound.addAll(Sentinels.seconds(60, 62));
    var told = hear(sound);
    assertThat(told.words()).containsExactly("w0", "w1", "w60", "w61");
    if (timesWords()) {
      assertThat(told.finalWords()).extracting(Word::fromMs)
          .containsExactly(0L, 1_000L, 60_000L, 61_000L);
    }
  }

  @Test
  default void transcribe_twoLegsOneAfterTheOther_tellTheStream() {
    var first = hear(Sentinels.seconds(0, 5));
    var next = hear(Sentinels.seconds(5, 10));
    assertThat(first.words()).isEqualTo(Sentinels.words(0, 5));
    assertThat(next.words()).isEqualTo(Sentinels.words(5, 10));
  }

  @Test
  default void transcribe_silence_completesWithoutWords() {
    assertThat(hear(Sentinels.silence(0, 4)).words()).isEmpty();
  }

  @Test
  default void transcribe_flushInSilence_isAnswered() {
    assertThat(untilAnswered(1, Sentinels.silence(0, 1), new Flush(true)).words()).isEmpty();
  }
}
