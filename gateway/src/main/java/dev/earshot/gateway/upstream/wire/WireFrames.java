package dev.earshot.gateway.upstream.wire;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import javax.net.ssl.SSLException;

/// Tells a wire's listener what came, message by message.
final class WireFrames extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final int NO_CODE = 1005;
  private static final int NO_GOODBYE = 1006;

  private final SocketWire wire;

  WireFrames(SocketWire wire) {
    this.wire = wire;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    switch (frame) {
      case TextWebSocketFrame text -> wire.tell(listener -> listener.text(text.text()));
      case BinaryWebSocketFrame binary -> wire.tell(
          listener -> listener.binary(binary.content().nioBuffer().asReadOnlyBuffer()));
      case PingWebSocketFrame ping -> {
        if (ctx.channel().isWritable()) { // who does not read them has no need of more
          ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()), ctx.voidPromise());
        }
        wire.tell(listener -> listener.pong());
      }
      case PongWebSocketFrame _ -> wire.tell(listener -> listener.pong());
      case CloseWebSocketFrame close -> goodbye(ctx, close);
      default -> throw new CorruptedWebSocketFrameException();
    }
  }

  private void goodbye(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
    var code = close.statusCode() < 0 ? NO_CODE : close.statusCode();
    if (wire.isOver()) {
      ctx.close();
    } else {
      SocketWire.goodbye(ctx.channel(), code);
      wire.gone(code, close.reasonText());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      wire.tell(listener -> listener.writable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    wire.gone(NO_GOODBYE, "");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    wire.fail(meaning(cause));
  }

  /// The messages of Netty hold numbers of bytes and names of fields, nothing that was said.
  static RecogniserException meaning(Throwable cause) {
    return switch (cause) {
      case RecogniserException already -> already;
      case DecoderException wrapped when wrapped.getCause() instanceof SSLException tls -> new Lost(
          "TLS failed", tls);
      case DecoderException bad -> new Garbled("no WebSocket: " + bad.getMessage(), bad);
      default -> new Lost("the connection broke", cause);
    };
  }
}
