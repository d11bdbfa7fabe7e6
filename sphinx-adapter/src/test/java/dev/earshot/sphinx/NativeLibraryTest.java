package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.recogniser.RecogniserException.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
  static final NativeLibrary ABSENT = new NativeLibrary(List.of("libnobody.so.9"));

  @Test
  void missing_installed_isNothing() {
    assertThat(NativeLibrary.DEBIAN.missing(PocketSphinx.class)).isEmpty();
  }

  @Test
  void load_absent_saysWhatToInstall() {
    assertThatThrownBy(ABSENT::load).isInstanceOf(Refused.class)
        .hasMessageContaining("libnobody.so.9")
        .hasMessageContaining("apt-get install libpocketsphinx3");
  }

  @Test
  void load_otherLibrary_saysWhichFunctionsAreMissing() {
    assertThatThrownBy(new NativeLibrary(List.of("libc.so.6"))::load).isInstanceOf(Refused.class)
        .hasMessageContaining("ps_process_raw")
        .hasMessageContaining("cmd_ln_parse_r");
  }
}
