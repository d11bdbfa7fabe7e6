package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Clients that say nothing; short limits stand for the long ones, which [PulseTest] knows.
@Timeout(30)
@ExtendWith(CleanLog.class)
class IdleTest {
  private final TestHouse house;

  IdleTest(@TempDir Path data) {
    this.house = TestHouse.open(data,
        SocketLimits.DEFAULT.idleAfter(Duration.ofMillis(400), Duration.ofMillis(100)));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void idle_nothingSent_closes1001() {
    try (var client = house.stream()) {
      assertThat(client.readAll().frames().getLast()).isEqualTo(new Frame.Close(1_001, "idle"));
    }
  }

  @Test
  void idle_nothingSent_isGivenItsHeartbeats() {
    try (var client = house.stream()) {
      assertThat(client.readAll().texts().stream().filter("ping"::equals))
          .hasSizeBetween(4, 6);
    }
  }

  @Test
  void idle_lastWordsDue_comeBeforeTheClose() {
    try (var client = house.stream()) {
      var heard = client.seconds(1, TestHouse.RATE).readAll();

      assertThat(heard.words() + " " + heard.closeCode()).isEqualTo("w0 1001");
    }
  }
}
