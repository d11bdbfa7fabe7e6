package dev.earshot.gateway.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// The event loops of a server, which drive all ports that it listens on.
///
/// Epoll where its library loads, NIO elsewhere; buffers are pooled (the adaptive allocator has had
/// regressions of memory from release to release).
final class Loops {
  private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(transport());

  EventLoopGroup group() {
    return group;
  }

  /// Takes connections at a port and gives each its pipeline.
  ///
  /// @param port 0 takes any free one
  /// @throws IOException when the port cannot be had; the message names it
  Channel listen(String host, int port, ChannelInitializer<SocketChannel> pipeline)
      throws IOException {
    var bound = new ServerBootstrap()
        .group(group)
        .channel(serverChannel())
        .option(ChannelOption.SO_BACKLOG, 4_096)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(512, 4_096, 64 * 1_024).maxMessagesPerRead(1))
        .childHandler(pipeline)
        .bind(host, port)
        .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("port: " + host + ":" + port + " (expected: free to listen on): "
          + bound.cause().getMessage());
    }
    return bound.channel();
  }

  /// Ends them, and whatever still runs on them. Waits.
  void stop() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  private static IoHandlerFactory transport() {
    return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  private static Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
