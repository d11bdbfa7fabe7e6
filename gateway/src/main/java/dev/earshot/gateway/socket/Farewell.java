package dev.earshot.gateway.socket;

import dev.earshot.gateway.dialect.Dialect.Goodbye;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The closing handshake of RFC 6455 section 7, from the server's side: one close frame, then the
/// connection is cut as soon as the client has closed too, or when it takes too long.
///
/// On the event loop only.
final class Farewell {
  private final ChannelHandlerContext ctx;
  private final Duration patience;
  private boolean said;
  private boolean heard;

  Farewell(ChannelHandlerContext ctx, Duration patience) {
    this.ctx = ctx;
    this.patience = patience;
  }

  /// The client has sent its close frame, before ours or as the answer to it.
  void heard() {
    heard = true;
    if (said) {
      ctx.close();
    }
  }

  /// Tells the client why it ends.
  ///
  /// @param canBeTold whether there is somebody to tell it to
  void say(Goodbye goodbye, boolean canBeTold) {
    if (said) {
      return;
    }
    said = true;
    if (!canBeTold) {
      ctx.close();
      return;
    }
    // what still comes in is read and dropped: bytes left unread would cut the close frame off
    ctx.channel().config().setAutoRead(true);
    var sent = ctx.writeAndFlush(new CloseWebSocketFrame(goodbye.code(), goodbye.text()));
    if (heard) {
      sent.addListener(ChannelFutureListener.CLOSE);
    } else {
      var alarm = ctx.executor()
          .schedule(() -> ctx.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
      ctx.channel().closeFuture().addListener(_ -> alarm.cancel(false));
    }
  }
}
