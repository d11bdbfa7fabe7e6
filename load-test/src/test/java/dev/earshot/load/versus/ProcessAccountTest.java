package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessAccountTest {
  @Test
  void cpuSeconds_nameWithSpacesAndBrackets_addsUserAndSystem() {
    assertThat(ProcessAccount.cpuSeconds(
        "7 (a) b (c) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 9 9 20 0 1 0 5 1 1")).isEqualTo(3.0);
  }

  @Test
  void cpuSeconds_processThatIsGone_isNothing() {
    assertThat(ProcessAccount.cpuSeconds("")).isZero();
  }

  @Test
  void cpuSeconds_thisProcess_isMore() {
    assertThat(ProcessAccount.cpuSeconds(ProcessHandle.current())).isPositive();
  }

  @Test
  void residentKib_rollup_isItsShare() {
    assertThat(ProcessAccount.residentKib(
        "55-7f [rollup]\nRss:   900 kB\nPss:    640 kB\nPss_Anon: 9 kB\n")).isEqualTo(640);
  }

  @Test
  void residentKib_thisProcess_isMore() {
    assertThat(ProcessAccount.residentKib(ProcessHandle.current())).isPositive();
  }
}
