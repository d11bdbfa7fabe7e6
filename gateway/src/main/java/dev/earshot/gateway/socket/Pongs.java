package dev.earshot.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers pings in their order, ten at once and then one each second, and only while the client reads: a
/// flood of pings makes no flood of pongs. Of those that come in between, the last is answered, as
/// RFC 6455 section 5.5.3 allows. On the event loop only.
final class Pongs {
  private static final int AT_ONCE = 10;

  private final ChannelHandlerContext ctx;
  private byte @Nullable [] due;
  private int left = AT_ONCE;
  private boolean resting;
  private boolean stopped;

  Pongs(ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  void answer(ByteBuf ping) {
    due = ByteBufUtil.getBytes(ping);
    send();
  }

  /// No pong follows our close frame.
  void stop() {
    stopped = true;
  }

  private void send() {
    var content = due;
    if (content != null && left > 0 && !stopped && ctx.channel().isWritable()) {
      due = null;
      ctx.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(content)));
      left--;
      rest();
    }
  }

  /// One more each second, until there are as many as at first.
  private void rest() {
    if (left < AT_ONCE && !resting && !stopped) {
      resting = true;
      ctx.executor().schedule(this::rested, 1, TimeUnit.SECONDS);
    }
  }

  private void rested() {
    resting = false;
    left++;
    send();
    rest();
  }
}
