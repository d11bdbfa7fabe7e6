package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoresTest {
  @Test
  void of_severalCores_givesTheLastOneToRelaysAlone() {
    assertThat(Cores.of(2)).isEqualTo(new Cores(java.util.List.of("taskset", "-c", "1"), "0"));
    assertThat(Cores.of(4).rest()).isEqualTo("0,1,2");
    assertThat(Cores.of(4).told()).contains("core 3").contains("0,1,2");
  }

  @Test
  void of_oneCore_pinsNobodyAndSaysSo() {
    assertThat(Cores.of(1)).isEqualTo(Cores.UNPINNED);
    assertThat(Cores.of(1).told()).startsWith("nobody is pinned");
  }
}
