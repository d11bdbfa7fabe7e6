package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SphinxConfigTest {
  private static final SphinxConfig CONFIG = SphinxConfig.in(Path.of("models"));

  @Test
  void in_directory_hasFourDecodersPerThread() {
    assertThat(CONFIG.decoders()).isEqualTo(CONFIG.threads() * 4);
    assertThat(CONFIG.model()).isNull();
  }

  @Test
  void new_outOfRange_saysTheRange() {
    assertThatThrownBy(() -> CONFIG.withThreads(0))
        .hasMessage("threads: 0 (expected: 1..256)");
    assertThatThrownBy(() -> CONFIG.withDecoders(1_025))
        .hasMessage("decoders: 1025 (expected: 1..1024)");
  }
}
