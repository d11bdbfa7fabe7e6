package dev.earshot.gateway.upstream.wire;

import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.gateway.upstream.Target;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// Asks for the upgrade and reads its answer, of which the head is enough: the body of a refusal may be as
/// long as it likes. Then it makes place for [WireFrames].
final class Call extends ChannelInboundHandlerAdapter {
  private final Target target;
  private final WireLimits limits;
  private final SocketWire wire;
  private final WebSocketClientHandshaker handshaker;

  Call(Target target, WireLimits limits, SocketWire wire) {
    this.target = target;
    this.limits = limits;
    this.wire = wire;
    this.handshaker = WebSocketClientHandshakerFactory.newHandshaker(target.uri(),
        WebSocketVersion.V13, subprotocols(target), false, headers(target), limits.messageBytes(),
        true, false);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    handshaker.handshake(ctx.channel()).addListener(asked -> {
      if (!asked.isSuccess()) {
        wire.fail(WireFrames.meaning(asked.cause()));
      }
    });
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpResponse answer && !wire.isOver()) {
        read(ctx, answer);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(ChannelHandlerContext ctx, HttpResponse answer) {
    if (answer.decoderResult().isFailure()) {
      wire.fail(new Garbled("no HTTP", answer.decoderResult().cause()));
    } else if (answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      open(ctx, answer);
    } else if (answer.status().code() >= 200) {
      wire.fail(Refusals.of(answer, target));
    }
  }

  private void open(ChannelHandlerContext ctx, HttpResponse answer) {
    try {
      handshaker.finishHandshake(ctx.channel(), new DefaultFullHttpResponse(
          answer.protocolVersion(), answer.status(), Unpooled.EMPTY_BUFFER, answer.headers(),
          EmptyHttpHeaders.INSTANCE));
    } catch (WebSocketHandshakeException e) {
      wire.fail(new Garbled("no WebSocket", e));
      return;
    }
    ctx.pipeline()
        .addLast("utf8", new Utf8FrameValidator(false))
        .addLast("fragments", new WebSocketFrameAggregator(limits.messageBytes()))
        .addLast("wire", new WireFrames(wire))
        .remove(this);
    wire.opened();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    wire.fail(new Lost(target + " hung up before it answered"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    wire.fail(WireFrames.meaning(cause));
  }

  private static @Nullable String subprotocols(Target target) {
    return target.subprotocols().isEmpty() ? null : String.join(", ", target.subprotocols());
  }

  private static HttpHeaders headers(Target target) {
    var headers = new DefaultHttpHeaders();
    target.headers().forEach(headers::set);
    return headers;
  }
}
