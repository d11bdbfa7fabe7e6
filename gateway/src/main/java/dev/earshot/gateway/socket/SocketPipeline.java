package dev.earshot.gateway.socket;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;

/// The order of a connection's handlers, before and after the upgrade:
///
/// ```
/// deadline ─► http ─► body ─► upgrade              a request, answered or upgraded within 10 s
/// frames ─► utf8 ─► fragments ─► stream            a stream: what StreamSession hears and says
/// ```
///
/// `frames` is Netty's decoder with the limit on a frame and the check of masks; `utf8` checks text also
/// where it is cut into fragments; `fragments` puts them together up to the same limit.
final class SocketPipeline extends ChannelInitializer<SocketChannel> {
  private static final int LINE_BYTES = 32 * 1024;
  private static final int HEADER_BYTES = 32 * 1024;
  private static final int BODY_BYTES = 16 * 1024;

  private final StreamDesk desk;
  private final SocketLimits limits;
  private final ChannelGroup open;

  /// Connections are put into the group as they come.
  SocketPipeline(StreamDesk desk, SocketLimits limits, ChannelGroup open) {
    this.desk = desk;
    this.limits = limits;
    this.open = open;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    open.add(channel);
    channel.config()
        .setWriteBufferWaterMark(
            new WriteBufferWaterMark(limits.unreadBytes() / 2, limits.unreadBytes()));
    channel.pipeline()
        .addLast("deadline", new HandshakeDeadline(limits.handshake()))
        .addLast("http", new HttpServerCodec(LINE_BYTES, HEADER_BYTES, BODY_BYTES))
        .addLast("body", new HttpObjectAggregator(BODY_BYTES))
        .addLast("upgrade", new Upgrade(desk, limits));
  }
}
