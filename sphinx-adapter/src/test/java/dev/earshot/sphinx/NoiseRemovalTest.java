package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class NoiseRemovalTest {
  private static final MemorySegment ELSEWHERE = Arena.global().allocate(64);

  @Test
  void isOn_otherStructure_isNot() {
    assertThat(new NoiseRemoval(ELSEWHERE).isOn()).isFalse();
  }

  @Test
  void isOn_installedLibrary_isAndFollows() {
    var sphinx = NativeLibrary.DEBIAN.load();
    var model = Model.in(new PackedModel(Hearing.MODELS).unpack());
    var decoder = Decoder.open(sphinx, model);
    assertThat(decoder.removesNoise()).isTrue();
    decoder.tune(Band.NARROW);
    assertThat(decoder.removesNoise()).isFalse();
    decoder.tune(Band.WIDE);
    assertThat(decoder.removesNoise()).isTrue();
    decoder.close();
  }
}
