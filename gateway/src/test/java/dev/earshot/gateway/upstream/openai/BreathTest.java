package dev.earshot.gateway.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound.Window;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BreathTest {
  private final Breath breath = new Breath(Duration.ofSeconds(2));

  @Test
  void isDue_pauseAfterSomeSpeech_endsTheItem() {
    assertThat(firstDue(30, 10, 10)).isEqualTo(34);
  }

  @Test
  void isDue_pauseTooEarly_waits() {
    assertThat(firstDue(10, 3, 10)).isEqualTo(120);
  }

  @Test
  void isDue_noPause_endsTheItemAtTheLatest() {
    assertThat(firstDue(200, 0, 0)).isEqualTo(120);
  }

  @Test
  void isDue_silence_isNoPause() {
    assertThat(firstDue(0, 200, 0)).isEqualTo(120);
  }

  @Test
  void restart_pause_beginsAnew() {
    assertThat(firstDue(30, 10, 10)).isEqualTo(34);
    breath.restart();
    assertThat(firstDue(25, 10, 10)).isEqualTo(29);
  }

  /// The number of the piece that ends the item, of this many with speech, then so many without, as loud.
  private int firstDue(int speech, int pause, int noise) {
    for (var i = 1; i <= 200; i++) {
      var isSpeech = i <= speech || i > speech + pause;
      if (breath.isDue(piece(isSpeech ? 4_000 : noise))) {
        return i;
      }
    }
    return -1;
  }

  private static Window piece(int value) {
    var pcm = new short[1_600];
    Arrays.fill(pcm, (short) value);
    return new Window(0, 1_600, pcm);
  }
}
