package dev.earshot.gateway.socket;

import dev.earshot.core.stream.EndReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says to a [StreamSession] what its connection does, frame by frame.
///
/// Frames are released when a call returns; the session copies what it keeps.
final class FrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  /// What is fired into every pipeline.
  enum Notice {
    /// The server goes away.
    DRAIN
  }

  /// The name of what watches the text; nothing in front of it knows of frames.
  static final String TEXT = "text";

  private static final Logger LOG = LoggerFactory.getLogger(FrameHandler.class);

  private final StreamDesk desk;
  private final SocketLimits limits;
  private Visit visit;
  private final EarlyFrames early = new EarlyFrames();
  private @Nullable StreamSession session;

  /// @param limits of this connection
  FrameHandler(StreamDesk desk, SocketLimits limits, Visit visit) {
    this.desk = desk;
    this.limits = limits;
    this.visit = visit;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    var key = visit.wish().key();
    visit = visit.withoutKey();
    session = new StreamSession(ctx, desk, limits, visit, () -> early.deliver(this::take));
    session().begin(key);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (!(frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame)) {
      session().heard();
    }
    if (session().isLookingUpKey()) {
      early.keep(frame);
    } else {
      take(frame);
    }
  }

  private void take(WebSocketFrame frame) {
    switch (frame) {
      case BinaryWebSocketFrame sound -> session().binary(sound.content());
      case TextWebSocketFrame text -> session().text(decoded(text.content()));
      case PingWebSocketFrame ping -> session().ping(ping.content());
      case CloseWebSocketFrame close when isBeyondAllCodes(close) ->
        session().broken(EndReason.PROTOCOL_ERROR);
      case CloseWebSocketFrame _ -> session().clientClosed();
      case PongWebSocketFrame _ -> session().pong();
      default -> { // Netty's frame types are open; a fragment was put together before it came here
      }
    }
  }

  /// As Netty does it, short texts would stay in an array of the thread's until others are written over them,
  /// and one of them is a key.
  private static String decoded(ByteBuf text) {
    return new String(ByteBufUtil.getBytes(text), StandardCharsets.UTF_8);
  }

  /// The decoder takes every code from 3000 on; section 7.4.2 gives nobody those from 5000 on.
  private static boolean isBeyondAllCodes(CloseWebSocketFrame close) {
    return close.content().readableBytes() >= 2
        && close.content().getUnsignedShort(close.content().readerIndex()) >= 5_000;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    early.drop();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    session().readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    session().writabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    session().vanished();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Notice) {
      session().drain();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case CorruptedWebSocketFrameException bad when bad.closeStatus().code() == 1007 ->
        session().broken(EndReason.NOT_UTF8);
      case CorruptedWebSocketFrameException bad -> {
        // no frame can be found in what follows: dropped as it is, since Netty would look at each byte
        ctx.pipeline().replace(TEXT, "unreadable", new Unreadable());
        session().broken(bad.closeStatus().code() == 1009
            ? EndReason.FRAME_TOO_LONG
            : EndReason.PROTOCOL_ERROR);
      }
      case TooLongFrameException _ -> session().broken(EndReason.FRAME_TOO_LONG);
      case IOException _ -> ctx.close(); // reset by the client: it has vanished
      case PrematureChannelClosureException _ -> { // vanished within a message, which is told anyway
      }
      default -> {
        LOG.warn("stream ended by a fault of ours", cause);
        session().broken(EndReason.INTERNAL);
      }
    }
  }

  /// Frames came before the handshake was answered, against RFC 6455 section 4.1: they are lost.
  void early() {
    session().broken(EndReason.PROTOCOL_ERROR);
  }

  /// Drops bytes.
  private static final class Unreadable extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      ReferenceCountUtil.release(bytes);
    }
  }

  private StreamSession session() {
    return Objects.requireNonNull(session, "added to a pipeline");
  }
}
