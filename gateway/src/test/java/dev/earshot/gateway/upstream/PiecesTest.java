package dev.earshot.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities.Feed;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private final Pieces pieces = new Pieces(new Feed(Duration.ofMillis(50), Duration.ofMillis(100),
      Duration.ofSeconds(1), 1, true), false);

  @Test
  void take_shortWindows_areGathered() {
    assertThat(pieces.take(window(0, 320))).isEmpty();
    assertThat(pieces.take(window(320, 640))).isEmpty();
    assertThat(pieces.take(window(640, 960))).singleElement().satisfies(piece -> {
      assertThat(piece.toString()).isEqualTo("Window[0..960)");
      assertThat(piece.pcm()).containsExactly(samples(0, 960));
    });
    assertThat(pieces.rest()).isEmpty();
  }

  @Test
  void take_longWindow_isCutWithoutLoss() {
    var cut = pieces.take(window(100, 4_101));
    assertThat(cut).hasSize(3).allMatch(piece -> piece.pcm().length <= 1_600);
    assertThat(cut).allMatch(piece -> piece.captured() == piece.pcm().length);
    assertThat(cut.stream()
        .flatMapToInt(piece -> IntStream.range(0, piece.pcm().length)
            .map(i -> piece.pcm()[i]))
        .toArray()).hasSize(4_001).isSorted();
  }

  @Test
  void take_windowBehindAHole_sendsWhatWasBeforeItShort() {
    assertThat(pieces.take(window(0, 320))).isEmpty();
    assertThat(pieces.take(window(9_000, 9_800))).extracting(Window::toString)
        .containsExactly("Window[0..320)", "Window[9000..9800)");
  }

  @Test
  void rest_tooShortForAPiece_isSentAllTheSame() {
    assertThat(pieces.take(window(0, 16))).isEmpty();
    assertThat(pieces.rest()).singleElement().hasToString("Window[0..16)");
  }

  private static Window window(int from, int to) {
    return new Window(from, to, samples(from, to));
  }

  private static short[] samples(int from, int to) {
    var pcm = new short[to - from];
    for (var i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (from + i);
    }
    return pcm;
  }
}
