package dev.earshot.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.recogniser.Load;
import dev.earshot.gateway.admission.Admission.Limits;
import dev.earshot.gateway.admission.Admission.Refusal;
import dev.earshot.gateway.ops.Memory;
import dev.earshot.gateway.ops.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Memory ROOMY = new Memory(10, 10);

  @Test
  void refusal_roomEverywhere_isNone() {
    assertThat(admission(new Load(5, 6, 0), 0, ROOMY).refusal()).isEmpty();
  }

  @Test
  void refusal_asManySpeakAsMay_namesTheRecogniser() {
    assertThat(admission(new Load(6, 6, 0), 0, ROOMY).refusal()).contains(
        new Refusal(Refused.NO_RECOGNISER, "recogniser: 6 speak (expected: < 6)",
            Duration.ofSeconds(5)));
  }

  @Test
  void refusal_recogniserIsBehind_namesItsLag() {
    assertThat(admission(new Load(1, 6, 600), 0, ROOMY).refusal()).map(Refusal::what)
        .contains("recogniser lag: 600 ms (expected: < 600 ms)");
  }

  @Test
  void refusal_loopsAreLate_namesThem() {
    assertThat(admission(Load.NONE, 250, ROOMY).refusal()).map(Refusal::what)
        .contains("event loop lag: 250 ms (expected: < 250 ms)");
  }

  @Test
  void refusal_heapOrDirectMemoryIsFull_namesMemory() {
    assertThat(admission(Load.NONE, 0, new Memory(92, 0)).refusal()).isPresent();
    assertThat(admission(Load.NONE, 0, new Memory(0, 92)).refusal()).map(Refusal::what)
        .contains("memory: 92 % (expected: < 92 %)");
  }

  @Test
  void enter_asManyAsMay_thenRefusedUntilOneLeaves() {
    var account = new AccountId("a");
    var streams = new StreamsPerAccount(2);
    assertThat(streams.enter(account)).isTrue();
    assertThat(streams.enter(account)).isTrue();
    assertThat(streams.enter(account)).isFalse();
    assertThat(streams.enter(new AccountId("b"))).isTrue();
    streams.leave(account);
    assertThat(streams.enter(account)).isTrue();
  }

  private static Admission admission(Load load, long loopLagMs, Memory memory) {
    return new Admission(() -> load, () -> loopLagMs, () -> memory, Limits.DEFAULT);
  }
}
