package dev.earshot.load.churn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.load.Figures;
import dev.earshot.load.Observer.Held;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Ten minutes with a look each quarter of one, of a gateway that 3,000 streams a minute come to.
class HoldingTest {
  private static final int LOOKS = 40;
  private static final long EVERY_MS = 15_000;
  private static final double STREAMS_A_LOOK = 750;

  private final Holding holding = new Holding(3_000);
  private final Figures figures = new Figures();

  @Test
  void addTo_whatGoesUpAndDown_holds() {
    looks(LOOKS, look -> new Held(600 + look % 3, 20 + look % 2, 16 + look % 2,
        100 + look % 5 * 20, look % 5 * 20));

    assertThat(holding.addTo(figures)).isTrue();
    assertThat(figures.hold()).as(figures.json()).isTrue();
  }

  @Test
  void addTo_aKilobyteOfEachStream_isTooMuch() {
    looks(LOOKS,
        look -> new Held(600, 20 + look * STREAMS_A_LOOK * 1_000 / 1024 / 1024, 16, 100, 0));

    assertThat(holding.addTo(figures)).isTrue();
    assertThat(figures.hold()).isFalse();
  }

  @Test
  void addTo_oneSocketOfAHundredStreams_isTooMuch() {
    looks(LOOKS, look -> new Held(600, 20, 16, 100 + (int) (look * STREAMS_A_LOOK / 100), 0));

    assertThat(holding.addTo(figures)).isTrue();
    assertThat(figures.hold()).isFalse();
  }

  @Test
  void addTo_aJvmThatWarmsUpInTheFirstThird_holds() {
    looks(LOOKS, look -> new Held(Math.min(600, 400 + look * 20), 20, 16, 100, 0));

    holding.addTo(figures);

    assertThat(figures.hold()).as(figures.json()).isTrue();
  }

  @Test
  void addTo_aShortRun_isNotJudged() {
    looks(LOOKS / 2, look -> new Held(600 + look * 100, 20, 16, 100, 0));

    assertThat(holding.addTo(figures)).isFalse();
    assertThat(figures.json()).isEqualTo("{}");
  }

  private void looks(int many, IntFunction<Held> held) {
    for (var look = 0; look < many; look++) {
      holding.add((look + 1) * EVERY_MS, held.apply(look));
    }
  }
}
