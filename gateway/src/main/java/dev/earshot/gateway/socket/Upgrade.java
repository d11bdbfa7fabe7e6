package dev.earshot.gateway.socket;

import dev.earshot.core.identity.StreamId;
import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Wish;
import dev.earshot.gateway.ops.Refused;
import dev.earshot.gateway.socket.Reception.Decision;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import org.jspecify.annotations.Nullable;

/// Makes a stream of an HTTP request, or refuses it before the upgrade with the reason.
final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final StreamDesk desk;
  private final SocketLimits limits;
  private final Handshake handshake;
  private final Reception reception;
  private final Pages pages;
  private boolean cameEarly;
  private boolean answered;

  Upgrade(StreamDesk desk, SocketLimits limits) {
    this.desk = desk;
    this.limits = limits;
    this.handshake = new Handshake(desk, limits);
    this.reception = new Reception(desk, limits.keyLookup());
    this.pages = new Pages(desk);
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
    } else if (event instanceof BodyLimit.TooLong(var answer) && !answered) {
      answered = true;
      send(ctx, answer);
    }
  }

  /// Who never said a word may be a browser that keeps a connection for later: it is not answered.
  private void tooLate(ChannelHandlerContext ctx, HandshakeDeadline.Late late) {
    answered = true;
    switch (late) {
      case SILENT -> desk.meters().refused(0);
      case UNFINISHED -> send(ctx, Reply.problem(HttpResponseStatus.REQUEST_TIMEOUT.code(),
          "too_late",
          "request: not complete (expected: within " + limits.handshake().toMillis() + " ms)"));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (answered) {
      cameEarly = true; // one answer for each connection
      return;
    }
    answered = true;
    if (request.decoderResult().isFailure()) {
      send(ctx, HttpAnswer.notHttp(request.decoderResult().cause()));
      return;
    }
    var entrance = desk.entrances()
        .stream()
        .filter(e -> e.paths().contains(Requests.path(request)) && isGet(request))
        .findFirst();
    if (entrance.isPresent()) {
      enter(ctx, request, entrance.get());
    } else {
      var _ = pages.answer(request)
          .subscribe(reply -> ctx.executor().execute(() -> send(ctx, reply)));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    desk.meters().refused(0); // no request that could be answered
    ctx.close();
  }

  private void enter(ChannelHandlerContext ctx, FullHttpRequest request, Entrance entrance) {
    var stream = desk.ids().get();
    var wish = wish(ctx, request, entrance, stream);
    if (wish == null) {
      return; // refused
    }
    switch (entrance.door()) {
      case ON_THE_SOCKET ->
        shake(ctx, request, entrance, new Visit(stream, entrance.spoken(), wish, null));
      case BEFORE_UPGRADE -> ask(ctx, request.retain(), entrance, stream, wish);
    }
  }

  private @Nullable Wish wish(ChannelHandlerContext ctx, FullHttpRequest request,
      Entrance entrance, StreamId stream) {
    if (!isUpgrade(request)) {
      refuse(ctx, entrance, stream, new Refusal.NoUpgrade());
      return null;
    }
    if (!desk.gate().origins().allows(request.headers().get(HttpHeaderNames.ORIGIN))) {
      refuse(ctx, entrance, stream, new Refusal.NotAllowed(
          "origin: not one of those that may open streams (expected: see EARSHOT_ORIGINS)"));
      return null;
    }
    var full = desk.admission().refusal();
    if (full.isPresent()) {
      refuse(ctx, entrance, stream,
          new Refusal.Busy(full.get().what(), full.get().retryAfter()), full.get().why());
      return null;
    }
    try {
      return entrance.open(Requests.read(request));
    } catch (BadRequestException e) {
      refuse(ctx, entrance, stream, new Refusal.BadRequest(e.problems()));
      return null;
    }
  }

  /// Nothing more is read until it is decided; the answer comes within the time for a key.
  private void ask(ChannelHandlerContext ctx, FullHttpRequest request, Entrance entrance,
      StreamId stream, Wish wish) {
    ctx.channel().config().setAutoRead(false);
    var _ = reception.decide(wish.key()).subscribe(decision -> ctx.executor().execute(() -> {
      try {
        decided(ctx, request, entrance, stream, wish, decision);
      } finally {
        request.release();
      }
    }));
  }

  private void decided(ChannelHandlerContext ctx, FullHttpRequest request, Entrance entrance,
      StreamId stream, Wish wish, Decision decision) {
    ctx.channel().config().setAutoRead(true);
    switch (decision) {
      case Decision.Refused(var why) -> refuse(ctx, entrance, stream, why);
      case Decision.Admitted(var pass) when ctx.channel().isActive() -> {
        if (!shake(ctx, request, entrance,
            new Visit(stream, entrance.spoken(), wish.withoutKey(), pass))) {
          reception.leave(pass.account());
        }
      }
      case Decision.Admitted(var pass) -> reception.leave(pass.account()); // it has vanished
    }
  }

  private boolean shake(ChannelHandlerContext ctx, FullHttpRequest request, Entrance entrance,
      Visit visit) {
    try {
      var stream = handshake.shake(ctx, request, visit,
          entrance.greeting(visit.stream().toString()));
      ctx.pipeline().remove(this);
      if (cameEarly) {
        stream.early();
      }
      return true;
    } catch (WebSocketHandshakeException e) {
      refuse(ctx, entrance, visit.stream(), Refusal.BadRequest.with("handshake", "incomplete",
          "RFC 6455 section 4.1, version 13"));
      return false;
    }
  }

  private void refuse(ChannelHandlerContext ctx, Entrance entrance, StreamId stream,
      Refusal why) {
    refuse(ctx, entrance, stream, why, Refused.of(why));
  }

  private void refuse(ChannelHandlerContext ctx, Entrance entrance, StreamId stream,
      Refusal why, Refused counted) {
    desk.meters().turnedAway(entrance.spoken(), counted);
    send(ctx, entrance.refuse(why, stream.toString()));
  }

  private void send(ChannelHandlerContext ctx, Reply reply) {
    if (reply.status() >= 400) {
      desk.meters().refused(reply.status());
    }
    HttpAnswer.send(ctx, reply);
  }

  private static boolean isGet(FullHttpRequest request) {
    return request.method().equals(HttpMethod.GET);
  }

  private static boolean isUpgrade(FullHttpRequest request) {
    return request.headers()
        .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }
}
