package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpectrumTest {
  private final Spectrum spectrum = new Spectrum();

  @Test
  void energy_tone_isWhereTheToneIs() {
    for (var hertz : new int[]{100, 1_000, 5_000, 7_500}) {
      spectrum.look(tone(hertz), 0);
      var all = spectrum.energy(0, 8_000);
      assertThat(spectrum.energy(hertz - 70, hertz + 70) / all).as(hertz + " Hz")
          .isGreaterThan(0.99);
      assertThat(spectrum.energy(2_500, 4_000) / all).as(hertz + " Hz").isLessThan(1e-7);
    }
  }

  @Test
  void energy_silence_isNone() {
    spectrum.look(tone(1_000), 0);
    spectrum.look(new short[Spectrum.FRAME], 0);
    assertThat(spectrum.energy(0, 8_000)).isZero();
  }

  private static short[] tone(int hertz) {
    var pcm = new short[Spectrum.FRAME];
    for (var i = 0; i < pcm.length; i++) {
      pcm[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * hertz * i / 16_000));
    }
    return pcm;
  }
}
