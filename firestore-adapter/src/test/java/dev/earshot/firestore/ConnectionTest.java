package dev.earshot.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  @Test
  void channel_ofTheService_noticesASilentEnd() {
    var channel = Connection.channel();

    assertThat(channel.getKeepAliveTimeDuration()).isEqualTo(Duration.ofSeconds(30));
    assertThat(channel.getKeepAliveTimeoutDuration()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void client_onEmulator_asksOnceWithinTheDeadlineAndNeverTheService() {
    var settings = StoreSettings.of("demo")
        .onEmulator("127.0.0.1:1")
        .within(Duration.ofSeconds(3));
    try (var connection = new Connection(settings)) {
      var options = connection.client().getOptions();

      assertThat(options.getProjectId()).isEqualTo("demo");
      assertThat(options.getEmulatorHost()).isEqualTo("127.0.0.1:1");
      assertThat(options.getCredentialsProvider().toString()).contains("EmulatorCredentials");
      assertThat(options.getRetrySettings().getMaxAttempts()).isEqualTo(1);
      assertThat(options.getRetrySettings().getTotalTimeoutDuration())
          .isEqualTo(Duration.ofSeconds(3));
      assertThat(connection.client()).isSameAs(connection.client());
    }
  }
}
