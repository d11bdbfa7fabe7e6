package dev.earshot.gateway.socket.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLException;

/// Makes of TLS's own ends what everybody behind it knows: a connection that is closed.
///
/// A client that says that it is done may leave the connection itself open and wait; records that are
/// broken later on are somebody's in between, and no fault of ours. A handshake that fails is told to those
/// behind, as any request that cannot be read.
final class TlsEnd extends ChannelInboundHandlerAdapter {
  private boolean agreed;

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case SslHandshakeCompletionEvent shaken -> agreed = shaken.isSuccess();
      case SslCloseCompletionEvent _ -> ctx.close();
      default -> ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (agreed && cause instanceof DecoderException && cause.getCause() instanceof SSLException) {
      ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }
}
