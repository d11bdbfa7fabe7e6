package dev.earshot.gateway.upstream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Packets;
import dev.earshot.gateway.audio.OpusFrames;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What we mask, Netty's decoder of a server unmasks.
class MaskedSoundTest {
  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 62, 63, 1_600, 32_767, 32_768, 40_001})
  void of_anyLength_isOneFrameOfTheseSamples(int count) {
    var samples = new short[count];
    for (var i = 0; i < count; i++) {
      samples[i] = (short) random.nextInt();
    }
    var server = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, 1 << 20));

    server.writeInbound(
        MaskedSound.of(samples, random.nextInt(), PooledByteBufAllocator.DEFAULT));

    BinaryWebSocketFrame frame = server.readInbound();
    assertThat(frame.isFinalFragment()).isTrue();
    assertThat(frame.content().readableBytes()).isEqualTo(2 * count);
    for (var sample : samples) {
      assertThat(frame.content().readShortLE()).isEqualTo(sample);
    }
    frame.release();
    assertThat(server.finish()).isFalse();
  }

  @Test
  void of_packets_isAFrameForEachWithAMaskOfItsOwn() {
    var bytes = new ByteArrayOutputStream();
    var sent = new ArrayList<byte[]>();
    for (var length : List.of(1, 2, 3, 4, 7, 100, 125, 126, 127)) {
      var packet = new byte[length];
      random.nextBytes(packet);
      sent.add(packet);
      bytes.write(length);
      bytes.writeBytes(packet);
    }
    var server = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, 1 << 20));

    server.writeInbound(MaskedSound.of(
        new Packets(0, bytes.toByteArray(), () -> new OpusFrames(Codec.OPUS_FS320)),
        random::nextInt, PooledByteBufAllocator.DEFAULT));

    for (var packet : sent) {
      BinaryWebSocketFrame frame = server.readInbound();
      assertThat(ByteBufUtil.getBytes(frame.content())).isEqualTo(packet);
      frame.release();
    }
    assertThat(server.finish()).isFalse();
  }
}
