package dev.earshot.gateway.loop;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/// Event loops that ports and wires share.
///
/// Epoll where its library loads, NIO elsewhere; buffers are pooled (the adaptive allocator has had
/// regressions of memory from release to release). A connection is read once for each time that it is
/// found ready: nobody is served twice before everybody was.
public final class Loops implements AutoCloseable {
  private final EventLoopGroup group;

  private Loops(int threads) {
    this.group = new MultiThreadIoEventLoopGroup(threads,
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /// One for each core: they do not wait for anything, so more would only take turns.
  public static Loops ofCores() {
    return of(Runtime.getRuntime().availableProcessors());
  }

  /// So many, 1 or more.
  public static Loops of(int threads) {
    return new Loops(threads);
  }

  /// All of them, to be watched.
  public EventExecutorGroup all() {
    return group;
  }

  /// The one on which whoever subscribed lives, where it is one of these; else the next one.
  public EventLoop of(ContextView subscriber) {
    var home = subscriber.<EventLoop>getOrEmpty(EventLoop.class);
    return home.filter(loop -> group.equals(loop.parent())).orElseGet(group::next);
  }

  /// Says to everything that is subscribed to where the subscriber lives.
  public static Context livingOn(EventLoop loop, Context subscriber) {
    return subscriber.put(EventLoop.class, loop);
  }

  /// Takes connections at a port and gives each its pipeline.
  ///
  /// @param port 0 takes any free one
  /// @throws IOException when the port cannot be had; the message names it
  public Channel listen(String host, int port, ChannelInitializer<SocketChannel> pipeline)
      throws IOException {
    var bound = new ServerBootstrap()
        .group(group)
        .channel(serverChannel())
        .option(ChannelOption.SO_BACKLOG, 4_096)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads())
        .childHandler(pipeline)
        .bind(host, port)
        .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("port: " + host + ":" + port + " (expected: free to listen on): "
          + bound.cause().getMessage());
    }
    return bound.channel();
  }

  /// What calls from one of these loops.
  public static Bootstrap calling(EventLoop loop) {
    return new Bootstrap().group(loop)
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.RECVBUF_ALLOCATOR, reads());
  }

  /// Ends them, and whatever still runs on them. Waits.
  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  private static RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(512, 4_096, 64 * 1_024).maxMessagesPerRead(1);
  }

  private static Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
