package dev.earshot.gateway.socket;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.Wish;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
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

  private static final Logger LOG = LoggerFactory.getLogger(FrameHandler.class);

  private final StreamDesk desk;
  private final SocketLimits limits;
  private final Wish wish;
  private @Nullable StreamSession session;

  FrameHandler(StreamDesk desk, SocketLimits limits, Wish wish) {
    this.desk = desk;
    this.limits = limits;
    this.wish = wish;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    session = new StreamSession(ctx, desk, limits, wish);
    session().begin();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    session().heard();
    switch (frame) {
      case BinaryWebSocketFrame sound -> session().sound(sound.content());
      case TextWebSocketFrame text -> session().text(text.text());
      case PingWebSocketFrame ping -> session().ping(ping.content());
      case CloseWebSocketFrame _ -> session().clientClosed();
      case PongWebSocketFrame _ -> {
      }
      default -> { // Netty's frame types are open; a fragment was put together before it came here
      }
    }
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
      case CorruptedWebSocketFrameException bad -> session().broken(
          switch (bad.closeStatus().code()) {
            case 1007 -> EndReason.NOT_UTF8;
            case 1009 -> EndReason.FRAME_TOO_LONG;
            default -> EndReason.PROTOCOL_ERROR;
          });
      case TooLongFrameException _ -> session().broken(EndReason.FRAME_TOO_LONG);
      case IOException _ -> ctx.close(); // reset by the client: it has vanished
      default -> {
        LOG.warn("stream ended by a fault of ours: {}", cause.toString());
        session().broken(EndReason.INTERNAL);
      }
    }
  }

  private StreamSession session() {
    return Objects.requireNonNull(session, "added to a pipeline");
  }
}
