package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.WireClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes in pieces of every size: what is passed on, and at which byte a text is found to be none.
class TextWatchTest {
  private static final byte[] NOT_UTF8 = {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80};
  private static final byte[] EURO = "\u20ac".getBytes(StandardCharsets.UTF_8);

  private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
  private int toldAt = -1;
  private final EmbeddedChannel channel = new EmbeddedChannel(new TextWatch(),
      new ChannelInboundHandlerAdapter() {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
          var bytes = (ByteBuf) message;
          passed.writeBytes(ByteBufUtil.getBytes(bytes));
          bytes.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
          assertThat(((CorruptedWebSocketFrameException) cause).closeStatus().code())
              .isEqualTo(1_007);
          assertThat(toldAt).as("told before at").isEqualTo(-1);
          toldAt = passed.size();
        }
      });

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 13, 64, 200, 100_000})
  void bytes_ofGoodFrames_arePassedOnAsTheyWere(int piece) {
    var all = concat(frame(0x81, "h\u00e9llo".getBytes(StandardCharsets.UTF_8)),
        frame(0x82, NOT_UTF8), frame(0x01, EURO[0]), frame(0x89, NOT_UTF8), frame(0x00),
        frame(0x80, EURO[1], EURO[2]), frame(0x81), frame(0x82, new byte[200]),
        frame(0x81, "x".repeat(70_000).getBytes(StandardCharsets.UTF_8)), frame(0x02, NOT_UTF8),
        frame(0x80, NOT_UTF8), frame(0x88, close("g\u00fcte")));

    write(all, piece);

    assertThat(passed.toByteArray()).isEqualTo(all);
    assertThat(toldAt).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void text_withABadByte_isToldAtThatByte(int piece) {
    var before = frame(0x82, new byte[20]);
    var head = 6;
    var text = concat("good".getBytes(StandardCharsets.UTF_8), NOT_UTF8, new byte[30]);
    var all = concat(before, frame(0x81, text), frame(0x88, close("")));

    write(all, piece);

    assertThat(toldAt).isEqualTo(before.length + head + 4 + 1);
    assertThat(passed.toByteArray()).isEqualTo(all);
  }

  @Test
  void text_badInAFrameThatIsNotComplete_isTold() {
    var text = concat("good".getBytes(StandardCharsets.UTF_8), NOT_UTF8, new byte[30]);

    write(Arrays.copyOf(frame(0x81, text), 12), 100);

    assertThat(toldAt).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({"81,e282", "81,c3", "88,03e8e282", "88,03e8c328", "81,eda080"})
  void content_thatIsNoText_isTold(String first, String content) {
    write(frame(HexFormat.fromHexDigits(first), HexFormat.of().parseHex(content)), 1);

    assertThat(toldAt).isPositive();
  }

  @Test
  void text_cutOffInALetterByItsLastFragment_isTold() {
    write(concat(frame(0x01, EURO[0], EURO[1]), frame(0x80)), 1);

    assertThat(toldAt).isPositive();
  }

  @Test
  void close_codeThatIsNoText_isNone() {
    write(frame(0x88, (byte) 0x0F, (byte) 0xFF), 1);

    assertThat(toldAt).isEqualTo(-1);
  }

  @Test
  void text_behindAClose_isNotReadAnyMore() {
    write(concat(frame(0x88, close("")), frame(0x81, NOT_UTF8)), 1_000);

    assertThat(toldAt).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8104f4908080", "c184000000006162f490", "81ff8000000000000000"})
  void frame_thatIsNoneOfAClient_isLeftToTheDecoder(String hex) {
    var all = concat(HexFormat.of().parseHex(hex), frame(0x81, NOT_UTF8));

    write(all, 1);

    assertThat(passed.toByteArray()).isEqualTo(all);
    assertThat(toldAt).isEqualTo(-1);
  }

  private void write(byte[] all, int piece) {
    for (var at = 0; at < all.length; at += piece) {
      channel.writeInbound(Unpooled.wrappedBuffer(
          Arrays.copyOfRange(all, at, Math.min(all.length, at + piece))));
    }
  }

  private static byte[] close(String reason) {
    return concat(new byte[]{3, (byte) 0xE8}, reason.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] frame(int first, byte... content) {
    return WireClient.frame(first, content);
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
