package dev.earshot.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that has not become a stream, or got its answer, in time; who is behind it in the
/// pipeline learns of it first. It is taken out of the pipeline when it has.
final class HandshakeDeadline extends ChannelInboundHandlerAdapter {
  /// What is fired into the pipeline before the connection is closed.
  enum Late {
    /// Not a byte came.
    SILENT,
    /// A request began to come.
    UNFINISHED
  }

  private final Duration limit;
  private Late late = Late.SILENT;
  private java.util.concurrent.@Nullable Future<?> alarm;

  HandshakeDeadline(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    alarm = ctx.executor().schedule(() -> {
      ctx.fireUserEventTriggered(late);
      ctx.close();
    }, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    late = Late.UNFINISHED;
    ctx.fireChannelRead(bytes);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }
}
