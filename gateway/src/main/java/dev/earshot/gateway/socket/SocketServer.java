package dev.earshot.gateway.socket;

import dev.earshot.gateway.ops.LoopLag;
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
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on one port and gives each connection its pipeline.
///
/// Epoll where its library loads, NIO elsewhere; buffers are pooled (the adaptive allocator has had
/// regressions of memory from release to release).
public final class SocketServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);

  private final EventLoopGroup loops;
  private final Channel listening;
  private final ChannelGroup connections;
  private final Runnable drain;

  private SocketServer(EventLoopGroup loops, Channel listening, ChannelGroup connections,
      Runnable drain) {
    this.loops = loops;
    this.listening = listening;
    this.connections = connections;
    this.drain = drain;
  }

  /// Serves streams.
  ///
  /// @param port 0 takes any free one
  /// @throws IOException when the port cannot be had; the message names it
  public static SocketServer streams(String host, int port, StreamDesk desk, SocketLimits limits,
      Duration drainWithin) throws IOException {
    // stays closed: a connection that was accepted last is closed as it comes
    var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    return listen(host, port, new SocketPipeline(desk, limits, connections), connections,
        () -> drain(desk.streams(), connections, drainWithin, limits.closing()));
  }

  /// Serves whatever this pipeline speaks, without streams to drain.
  public static SocketServer plain(String host, int port,
      ChannelInitializer<SocketChannel> pipeline) throws IOException {
    return listen(host, port, pipeline, new DefaultChannelGroup(GlobalEventExecutor.INSTANCE),
        () -> {});
  }

  /// Has the event loops watched.
  public void watch(LoopLag lag) {
    lag.watch(loops);
  }

  /// The port that is listened on.
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /// Takes no more connections, lets the streams end within their time, and closes everything. Waits.
  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    drain.run();
    connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  /// A stream that is over still waits for its client's close frame: cut off before, the client would
  /// not read why it ends.
  private static void drain(OpenStreams streams, ChannelGroup connections, Duration within,
      Duration closing) {
    try {
      var over = streams.drain();
      connections.forEach(c -> c.pipeline().fireUserEventTriggered(FrameHandler.Notice.DRAIN));
      over.block(within);
    } catch (IllegalStateException e) {
      LOG.warn("drain: {} streams left after {} (expected: 0)", streams.count(), within);
    }
    connections.newCloseFuture().awaitUninterruptibly(closing.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static SocketServer listen(String host, int port,
      ChannelInitializer<SocketChannel> pipeline, ChannelGroup connections, Runnable drain)
      throws IOException {
    var loops = new MultiThreadIoEventLoopGroup(transport());
    var bound = new ServerBootstrap()
        .group(loops)
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
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw new IOException("port: " + host + ":" + port + " (expected: free to listen on): "
          + bound.cause().getMessage());
    }
    return new SocketServer(loops, bound.channel(), connections, drain);
  }

  private static IoHandlerFactory transport() {
    return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  private static Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
