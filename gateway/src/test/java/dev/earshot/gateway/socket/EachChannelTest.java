package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Channels;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.account.Policy.Silence;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two channels on one socket, of an account whose plan charges for each.
@Timeout(30)
@ExtendWith(CleanLog.class)
class EachChannelTest {
  private static final int FRAME = TestHouse.RATE / 50 * 2;
  private static final Policy EACH = new Policy(Exhaustion.STOP, Policy.USUAL.blindness(),
      Policy.USUAL.threshold(), Silence.BILLED, Channels.EACH, false);

  private final TestHouse house;

  EachChannelTest(@TempDir Path data) {
    this.house = TestHouse.open(data,
        new Plans(List.of(new Plan(Plans.BASIC, MonthlyGrant.of(Duration.ZERO), EACH))));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void channels_thatSpeakAtOnce_areBilledTheirSum() {
    try (var client = house.stream(TestHouse.LISTEN + "&channels=2").ready()) {
      for (var i = 0; i < 150; i++) {
        say(client, 1);
        if (i < 100) {
          say(client, 2);
        }
      }
      client.finish().readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(5_000);
  }

  @Test
  void channel_alone_isBilledOnce() {
    try (var client = house.stream().ready()) {
      client.seconds(3, TestHouse.RATE).finish().readAll();
    }
    house.awaitNoStreams();

    assertThat(house.usedMs()).isEqualTo(3_000);
  }

  private static void say(WireClient client, int channel) {
    var frame = new byte[1 + FRAME];
    frame[0] = (byte) channel;
    client.send(WireClient.BINARY, frame);
  }
}
