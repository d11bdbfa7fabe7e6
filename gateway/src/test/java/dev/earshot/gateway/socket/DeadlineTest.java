package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How long the upgrade and the key may take.
class DeadlineTest extends VirtualTime {
  @Test
  void key_justBeforeItsTime_isStillAwaited() {
    var channel = browser();

    pass(channel, Duration.ofMillis(4_999));
    channel.writeInbound(new TextWebSocketFrame("{\"type\":\"auth\",\"token\":\"key\"}"));
    sound(channel, 20);

    assertThat(texts(channel)).contains("{\"type\":\"auth_response\",\"success\":true}")
        .anyMatch(text -> text.contains("w0 w1"));
  }

  @Test
  void key_inTime_isNotLateFiveSecondsOn() {
    var channel = browser();
    channel.writeInbound(new TextWebSocketFrame("{\"type\":\"auth\",\"token\":\"key\"}"));

    pass(channel, Duration.ofSeconds(60));

    assertThat(closeOf(channel)).isZero();
  }

  @Test
  void key_neverComes_closesAfterFiveSecondsWithItsReason() {
    var channel = browser();

    pass(channel, Duration.ofSeconds(5));

    assertThat(closeTextOf(channel)).isEqualTo("1008 Auth timeout");
    assertThat(streams.count()).isZero();
  }

  @Test
  void key_onlySignsOfLifeCome_isLateAllTheSame() {
    var channel = browser();
    for (var i = 0; i < 4; i++) {
      pass(channel, Duration.ofSeconds(1));
      channel.writeInbound(new TextWebSocketFrame("ping"), ping("1"));
    }

    pass(channel, Duration.ofSeconds(1));

    assertThat(closeOf(channel)).isEqualTo(1_008);
  }

  @Test
  void handshake_withinItsTime_isLeftAlone() {
    var channel = handshake();

    pass(channel, Duration.ofMillis(9_999));

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void handshake_tooSlow_isCutOff() {
    var channel = handshake();

    pass(channel, Duration.ofSeconds(10));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void handshake_done_isLeftAloneForEver() {
    var channel = handshake();
    channel.pipeline().remove(HandshakeDeadline.class);

    pass(channel, Duration.ofSeconds(1_000));

    assertThat(channel.isOpen()).isTrue();
  }
}
