package dev.earshot.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that has not become a stream, or got its answer, in time. It is taken out of
/// the pipeline when it has.
final class HandshakeDeadline extends ChannelInboundHandlerAdapter {
  private final Duration limit;
  private java.util.concurrent.@Nullable Future<?> alarm;

  HandshakeDeadline(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    alarm = ctx.executor().schedule(() -> {
      ctx.close();
    }, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }
}
