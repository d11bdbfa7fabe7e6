package dev.earshot.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.IntConsumer;

/// Counts the bytes of a connection as the kernel hands them over, before TLS or anybody else has seen them.
final class Inflow extends ChannelInboundHandlerAdapter {
  private final IntConsumer came;

  /// @param came is told how many
  Inflow(IntConsumer came) {
    this.came = came;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      came.accept(bytes.readableBytes());
    }
    ctx.fireChannelRead(message);
  }
}
