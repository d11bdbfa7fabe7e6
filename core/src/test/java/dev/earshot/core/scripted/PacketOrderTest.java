package dev.earshot.core.scripted;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.Hums;
import dev.earshot.core.audio.Packets;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Windows of 40 ms of packets that last 20 ms: each `0148`.
class PacketOrderTest {
  private final PacketOrder order = new PacketOrder();

  @Test
  void hear_packetsThatFollowEachOther_areFine() {
    order.hear(packed(0, 640, 0, "01480148"));
    order.hear(packed(640, 960, 0, "01480148"));
    order.hear(packed(960, 1_600, 320, "0148"));
    order.hear(new Window(1_600, 3_200, new short[1_600]));
    assertThatCode(() -> order.hear(packed(32_000, 32_640, 0, "01480148")))
        .doesNotThrowAnyException();
  }

  @Test
  void hear_packetThatIsMissing_isTold() {
    assertThatThrownBy(() -> order.hear(packed(0, 640, 0, "0148")))
        .isInstanceOf(Garbled.class)
        .hasMessage("packets: to sample 320 (expected: >= 640, where their window ends)");
  }

  @Test
  void hear_packetThatCameTwice_isTold() {
    order.hear(packed(0, 640, 0, "014801480148"));
    assertThatThrownBy(() -> order.hear(packed(640, 1_280, 0, "01480148")))
        .isInstanceOf(Garbled.class)
        .hasMessage("packet: at sample 640 (expected: 960, where the one before ends)");
  }

  private static Window packed(long from, long to, int lead, String bytes) {
    return Window.packed(from, to,
        new Packets(lead, HexFormat.of().parseHex(bytes), () -> new Hums(0)));
  }
}
