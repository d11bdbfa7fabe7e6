package dev.earshot.gateway.socket;

import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.BadRequestException.Problem;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.List;
import java.util.Optional;

/// Makes a stream of an HTTP request, or refuses it before the upgrade with the reason.
final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final StreamDesk desk;
  private final SocketLimits limits;
  private boolean cameEarly;
  private boolean answered;

  Upgrade(StreamDesk desk, SocketLimits limits) {
    this.desk = desk;
    this.limits = limits;
  }

  /// Netty hands over as bytes what came behind the request and was not asked for.
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (message instanceof ByteBuf early) {
      early.release();
      cameEarly = true;
    } else {
      super.channelRead(ctx, message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof FrameHandler.Notice) {
      ctx.close(); // it is no stream yet
    } else if (event instanceof HandshakeDeadline.Late late && !answered) {
      tooLate(ctx, late);
    }
  }

  /// Who never said a word may be a browser that keeps a connection for later: it is not answered.
  private void tooLate(ChannelHandlerContext ctx, HandshakeDeadline.Late late) {
    answered = true;
    switch (late) {
      case SILENT -> desk.meters().refused(0);
      case UNFINISHED -> {
        desk.meters().refused(HttpResponseStatus.REQUEST_TIMEOUT.code());
        HttpAnswer.refusal(HttpResponseStatus.REQUEST_TIMEOUT, "too_late",
            "request: not complete (expected: within " + limits.handshake().toMillis() + " ms)")
            .send(ctx);
      }
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (answered) {
      return; // one answer for each connection
    }
    answer(ctx, request).ifPresent(answer -> {
      answered = true;
      if (answer.isRefusal()) {
        desk.meters().refused(answer.status().code());
      }
      answer.send(ctx);
    });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    desk.meters().refused(0); // no request that could be answered
    ctx.close();
  }

  private Optional<HttpAnswer> answer(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(HttpAnswer.refusal(HttpResponseStatus.BAD_REQUEST, "bad_request",
          "request: not HTTP/1.1, or a header longer than 8 KiB"));
    }
    var path = path(request.uri());
    var page = desk.console().at(path);
    if (page.isPresent()) {
      return request.method().equals(HttpMethod.GET)
          ? page.map(HttpAnswer::page)
          : Optional.of(HttpAnswer.notAllowed());
    }
    var entrance = desk.entrances().stream().filter(e -> e.paths().contains(path)).findFirst();
    if (entrance.isEmpty()) {
      return Optional.of(HttpAnswer.refusal(HttpResponseStatus.NOT_FOUND, "not_found",
          "path: expected one of " + desk.entrances()
              .stream()
              .flatMap(e -> e.paths().stream())
              .sorted()
              .toList()));
    }
    if (!isUpgrade(request)) {
      return Optional.of(HttpAnswer.refusal(HttpResponseStatus.UPGRADE_REQUIRED,
          "upgrade_required", "upgrade: expected a WebSocket handshake (RFC 6455)"));
    }
    var full = desk.admission().refusal();
    if (full.isPresent()) {
      return full.map(HttpAnswer::busy);
    }
    return upgrade(ctx, request, entrance.get());
  }

  private Optional<HttpAnswer> upgrade(ChannelHandlerContext ctx, FullHttpRequest request,
      Entrance entrance) {
    try {
      shake(ctx, request, entrance.open(read(request)));
      return Optional.empty();
    } catch (BadRequestException e) {
      return Optional.of(HttpAnswer.badRequest(e.problems()));
    } catch (WebSocketHandshakeException e) {
      return Optional.of(HttpAnswer.badRequest(List.of(
          new Problem("handshake", "incomplete", "RFC 6455 section 4.1, version 13"))));
    }
  }

  private void shake(ChannelHandlerContext ctx, FullHttpRequest request, Wish wish) {
    var config = WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(limits.frameBytes())
        .allowExtensions(false)
        .closeOnProtocolViolation(false) // the stream's own end tells why
        .withUTF8Validator(true)
        .build();
    var handshaker = new WebSocketServerHandshakerFactory("", null, config).newHandshaker(request);
    if (handshaker == null) {
      throw new WebSocketHandshakeException("version");
    }
    var pipeline = ctx.pipeline();
    var stream = new FrameHandler(desk, limits, wish);
    handshaker.handshake(ctx.channel(), request);
    pipeline.remove(HandshakeDeadline.class);
    pipeline.addLast("utf8", new Utf8FrameValidator(false));
    pipeline.addLast("fragments", new WebSocketFrameAggregator(limits.frameBytes()));
    pipeline.addLast("stream", stream);
    pipeline.remove(this);
    if (cameEarly) {
      stream.early();
    }
  }

  private static boolean isUpgrade(FullHttpRequest request) {
    return request.method().equals(HttpMethod.GET)
        && request.headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET,
                true);
  }

  private static String path(String uri) {
    try {
      return new QueryStringDecoder(uri).path();
    } catch (IllegalArgumentException e) {
      return ""; // nobody's path
    }
  }

  private static Request read(FullHttpRequest request) {
    try {
      var uri = new QueryStringDecoder(request.uri());
      return new Request(uri.path(), uri.parameters(),
          request.headers().get(HttpHeaderNames.AUTHORIZATION));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          List.of(new Problem("query", "malformed", "percent-encoded UTF-8")));
    }
  }
}
