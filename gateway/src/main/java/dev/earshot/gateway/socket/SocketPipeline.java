package dev.earshot.gateway.socket;

import dev.earshot.gateway.socket.tls.Certificates;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import org.jspecify.annotations.Nullable;

/// The order of a connection's handlers, before and after the upgrade:
///
/// ```
/// tls? ─► deadline ─► http ─► limit ─► body ─► upgrade   a request, answered or upgraded within 10 s
/// tls? ─► text ─► frames ─► fragments ─► stream          a stream: what StreamSession hears and says
/// ```
///
/// `limit` is the length that the path allows a body to have. The 10 s begin with the connection and are for TLS and the request together. `text` checks text at each
/// byte that comes in, also where it is cut into fragments; `frames` is Netty's decoder with the limit on a
/// frame and the check of masks; `fragments` puts them together up to the same limit.
final class SocketPipeline extends ChannelInitializer<SocketChannel> {
  private static final int LINE_BYTES = 32 * 1024;
  private static final int HEADER_BYTES = 32 * 1024;
  private static final int CHUNK_BYTES = 16 * 1024;
  /// Above whatever the limit of a path lets pass.
  private static final int BODY_BYTES = 1024 * 1024;

  private final StreamDesk desk;
  private final SocketLimits limits;
  private final ChannelGroup open;
  private final @Nullable Certificates certificates;

  /// Connections are put into the group as they come.
  ///
  /// @param certificates null where clients speak in clear
  SocketPipeline(StreamDesk desk, SocketLimits limits, ChannelGroup open,
      @Nullable Certificates certificates) {
    this.desk = desk;
    this.limits = limits;
    this.open = open;
    this.certificates = certificates;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    open.add(channel);
    channel.config()
        .setWriteBufferWaterMark(
            new WriteBufferWaterMark(limits.unreadBytes() / 2, limits.unreadBytes()));
    if (certificates != null) {
      certificates.secure(channel.pipeline());
    }
    addTo(channel.pipeline());
  }

  /// Puts in place what waits for a request, behind TLS where there is any.
  void addTo(ChannelPipeline pipeline) {
    pipeline.addLast("deadline", new HandshakeDeadline(limits.handshake()))
        .addLast("http", new HttpServerCodec(LINE_BYTES, HEADER_BYTES, CHUNK_BYTES))
        .addLast("limit", new BodyLimit(desk))
        .addLast("body", new HttpObjectAggregator(BODY_BYTES))
        .addLast("upgrade", new Upgrade(desk, limits));
  }
}
