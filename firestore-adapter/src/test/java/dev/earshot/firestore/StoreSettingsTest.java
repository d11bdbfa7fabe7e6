package dev.earshot.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
  @Test
  void with_everything_keepsTheRest() {
    var settings = StoreSettings.of("demo")
        .onEmulator("localhost:1")
        .within(Duration.ofSeconds(2))
        .atMost(3, 0);

    assertThat(settings.projectId()).isEqualTo("demo");
    assertThat(settings.emulatorHost()).contains("localhost:1");
    assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.inFlight()).isEqualTo(3);
    assertThat(settings.waiting()).isZero();
  }

  @Test
  void outOfRange_isRefusedWithItsName() {
    assertThatThrownBy(() -> StoreSettings.of(" ")).hasMessageContaining("projectId:");
    assertThatThrownBy(() -> StoreSettings.of("demo").within(Duration.ZERO))
        .hasMessage("deadline: PT0S (expected: > 0)");
    assertThatThrownBy(() -> StoreSettings.of("demo").onEmulator("http://localhost:8080"))
        .hasMessage("emulatorHost: 'http://localhost:8080' (expected: host:port)");
    assertThatThrownBy(() -> StoreSettings.of("demo").atMost(0, 0))
        .hasMessageContaining("inFlight: 0 (expected: >= 1)");
    assertThatThrownBy(() -> StoreSettings.of("demo").atMost(1, -1))
        .hasMessageContaining("waiting: -1 (expected: >= 0)");
  }
}
