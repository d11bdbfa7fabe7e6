package dev.earshot.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void fromZero_values_endsAtARoundNumberAboveThem() {
    var scale = Scale.fromZero(DoubleStream.of(3, 47));

    assertThat(scale.to()).isEqualTo(50);
    assertThat(scale.ticks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0);
    assertThat(scale.place(25)).isEqualTo(0.5);
  }

  @Test
  void ofDecades_values_spansThem() {
    var scale = Scale.ofDecades(DoubleStream.of(0, 0.3, 42));

    assertThat(scale.from()).isCloseTo(0.1, within(1e-9));
    assertThat(scale.to()).isCloseTo(100, within(1e-9));
    assertThat(scale.place(Math.sqrt(10))).isCloseTo(0.5, within(1e-9));
    assertThat(scale.ticks()).hasSize(4);
  }

  @Test
  void place_whatLiesBeyond_liesOnTheEnd() {
    var scale = new Scale(1, 10, true);

    assertThat(scale.place(0)).isZero();
    assertThat(scale.place(1_000)).isEqualTo(1);
  }

  @Test
  void scales_ofNothing_areScalesAllTheSame() {
    assertThat(Scale.fromZero(DoubleStream.of(0)).ticks()).isNotEmpty();
    assertThat(Scale.ofDecades(DoubleStream.empty()).ticks()).isNotEmpty();
    assertThat(Scale.ofDecades(DoubleStream.of(10)).to()).isGreaterThan(10);
    assertThatThrownBy(() -> new Scale(1, 1, false)).hasMessageStartingWith("scale: 1.0..1.0");
  }
}
