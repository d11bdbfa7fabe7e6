package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.load.versus.Upstream.Heard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// With frames as Netty's encoder masks them.
class UpstreamLineTest {
  private static final String REQUEST = """
      GET /v1/listen?encoding=linear16 HTTP/1.1\r
      Host: h\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;

  private final Heard heard = new Heard();
  private final EmbeddedChannel line = new EmbeddedChannel(new UpstreamLine(heard, 100, 0));
  private final EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameEncoder(true));

  @AfterEach
  void close() {
    line.finishAndReleaseAll();
    client.finishAndReleaseAll();
  }

  @Test
  void upgrade_key_isAnsweredAsTheStandardShows() {
    assertThat(upgraded()).startsWith("HTTP/1.1 101 ")
        .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assertThat(heard.streams()).isOne();
  }

  @Test
  void upgrade_otherPath_isNotFound() {
    line.writeInbound(text(REQUEST.replace("/v1/listen", "/v2")));

    assertThat(said()).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void sound_inPieces_isCountedWithoutItsHeads() {
    upgraded();
    var bytes = Unpooled.wrappedBuffer(sound(640), sound(3_200), sound(100), sound(70_000));
    while (bytes.isReadable()) {
      line.writeInbound(bytes.readRetainedSlice(Math.min(7, bytes.readableBytes())));
    }
    bytes.release();

    assertThat(heard.bytes()).isEqualTo(640 + 3_200 + 100 + 70_000);
    assertThat(said()).contains("w0@").contains("w1@").contains("w2@").doesNotContain("w3@");
  }

  @Test
  void end_said_isAnsweredWithTheRestAndClosed() {
    upgraded();
    line.writeInbound(sound(3_200));
    said();
    line.writeInbound(frame(new TextWebSocketFrame("{\"type\":\"CloseStream\"}")));

    assertThat(said()).contains("\"is_final\":true").contains("Metadata").endsWith("\u0003\u00e8");
  }

  @Test
  void close_frame_isAnsweredAndHungUp() {
    upgraded();
    line.writeInbound(frame(new CloseWebSocketFrame(1001, "")));

    assertThat(said()).endsWith("\u0003\u00e8");
    assertThat(line.isOpen()).isFalse();
    assertThat(heard.streams()).isZero();
  }

  private String upgraded() {
    line.writeInbound(text(REQUEST));
    return said();
  }

  private String said() {
    var all = new StringBuilder();
    for (ByteBuf part = line.readOutbound(); part != null; part = line.readOutbound()) {
      all.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
    }
    return all.toString();
  }

  private ByteBuf sound(int bytes) {
    return frame(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[bytes])));
  }

  private ByteBuf frame(WebSocketFrame frame) {
    client.writeOutbound(frame);
    var whole = Unpooled.buffer();
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      whole.writeBytes(part);
      part.release();
    }
    return whole;
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
