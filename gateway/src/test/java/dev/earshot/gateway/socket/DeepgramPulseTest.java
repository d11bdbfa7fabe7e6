package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.deepgram.ListenEntrance;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A client of Deepgram's that says nothing: ten seconds of it are too long, and a minute without sound.
class DeepgramPulseTest extends VirtualTime {
  private static final String IDLE = "1011 NET-0001: Deepgram did not receive audio data or a text "
      + "message within the timeout window. See https://dpgr.am/net0001";
  private static final String NOTHING = "0";

  @Test
  void idle_tenSecondsBehindTheLastFrame_isNotOverYet() {
    var channel = listener();
    sound(channel, 1);

    pass(channel, Duration.ofSeconds(10));

    assertThat(closeTextOf(channel)).isEqualTo(NOTHING);
  }

  @Test
  void idle_atTheBeatBehindTenSeconds_closes1011() {
    var channel = listener();
    sound(channel, 1);

    pass(channel, Duration.ofSeconds(11));

    assertThat(closeTextOf(channel)).isEqualTo(IDLE);
  }

  @Test
  void idle_pings_areNoSignOfLife() {
    var channel = listener();
    sound(channel, 1);

    for (var second = 0; second < 11; second++) {
      pass(channel, Duration.ofSeconds(1));
      channel.writeInbound(ping("still here"));
    }

    assertThat(closeTextOf(channel)).isEqualTo(IDLE);
  }

  @Test
  void idle_keepAlive_isASignOfLife() {
    var channel = listener();
    sound(channel, 1);

    for (var i = 0; i < 20; i++) {
      pass(channel, Duration.ofSeconds(8));
      keepAlive(channel);
    }

    assertThat(closeTextOf(channel)).isEqualTo(NOTHING);
  }

  @Test
  void idle_keepAliveAndNeverASound_endsBehindAMinute() {
    var channel = listener();
    for (var i = 0; i < 7; i++) {
      pass(channel, Duration.ofSeconds(8));
      keepAlive(channel);
    }
    assertThat(closeTextOf(channel)).isEqualTo(NOTHING);

    pass(channel, Duration.ofSeconds(4));

    assertThat(closeTextOf(channel)).isEqualTo(IDLE);
  }

  @Test
  void heartbeat_ofTheServer_isNone() {
    var channel = listener();

    pass(channel, Duration.ofSeconds(9));

    assertThat(texts(channel)).isEmpty();
  }

  private EmbeddedChannel listener() {
    var entrance = new ListenEntrance(scripted().capabilities(), InstantSource.system(),
        ListenEntrance.MANNERS);
    return stream(scripted(), entrance, new Request("/v1/listen",
        Map.of("encoding", List.of("linear16"), "sample_rate", List.of("16000")), "Token key"));
  }

  private static void keepAlive(EmbeddedChannel channel) {
    channel.writeInbound(new TextWebSocketFrame("{\"type\":\"KeepAlive\"}"));
  }
}
