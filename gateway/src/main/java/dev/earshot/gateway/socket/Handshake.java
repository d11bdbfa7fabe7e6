package dev.earshot.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Map;

/// Turns an HTTP connection into a WebSocket (RFC 6455 section 4.2), with the stream behind it.
final class Handshake {
  /// Drafts of the protocol have other handshakes, and some have other frames (section 4.2.1).
  private static final String VERSION = "13";

  private final StreamDesk desk;
  private final SocketLimits limits;

  Handshake(StreamDesk desk, SocketLimits limits) {
    this.desk = desk;
    this.limits = limits;
  }

  /// Answers 101 and puts the stream's handlers in place of those of HTTP.
  ///
  /// @param headers of the answer, beside those of the handshake
  /// @return the stream's handler
  /// @throws WebSocketHandshakeException when the request is no handshake
  FrameHandler shake(ChannelHandlerContext ctx, FullHttpRequest request, Visit visit,
      Map<String, String> headers) {
    var own = limits.messagesOf(visit.wish().manners().messageBytes());
    var config = WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(own.frameBytes())
        .allowExtensions(false)
        .closeOnProtocolViolation(false) // the stream's own end tells why
        .withUTF8Validator(true)
        .build();
    if (!VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      throw new WebSocketHandshakeException("version");
    }
    var handshaker = new WebSocketServerHandshaker13("", visit.wish().subprotocol(), config);
    var pipeline = ctx.pipeline();
    var stream = new FrameHandler(desk, own, visit);
    var more = new DefaultHttpHeaders();
    headers.forEach(more::set);
    handshaker.handshake(ctx.channel(), request, more, ctx.channel().newPromise());
    pipeline.remove(BodyLimit.class);
    pipeline.replace(HandshakeDeadline.class, FrameHandler.TEXT, new TextWatch());
    pipeline.addLast("fragments", new WebSocketFrameAggregator(own.frameBytes()));
    pipeline.addLast("stream", stream);
    return stream;
  }
}
