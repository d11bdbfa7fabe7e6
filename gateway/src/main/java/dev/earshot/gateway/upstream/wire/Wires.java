package dev.earshot.gateway.upstream.wire;

import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.gateway.upstream.Loop;
import dev.earshot.gateway.upstream.Switchboard;
import dev.earshot.gateway.upstream.Target;
import dev.earshot.gateway.upstream.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The WebSockets of all recognisers, on event loops of their own: epoll where its library loads, NIO
/// elsewhere. Closing it cuts them.
///
/// ```
/// tls? ─► http ─► call                       until the answer to the upgrade
/// tls? ─► frames ─► utf8 ─► fragments ─► wire    then
/// ```
public final class Wires implements Switchboard, AutoCloseable {
  private static final int LOOPS = 2;

  private final WireLimits limits;
  private final EventLoopGroup group;
  private final SslContext tls;

  private Wires(WireLimits limits, SslContext tls) {
    this.limits = limits;
    this.tls = tls;
    this.group = new MultiThreadIoEventLoopGroup(LOOPS,
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /// With the usual limits, trusting whom the JDK trusts.
  public static Wires open() {
    return open(WireLimits.USUAL);
  }

  /// Trusting whom the JDK trusts.
  public static Wires open(WireLimits limits) {
    return new Wires(limits, tls(null));
  }

  /// Trusting the certificates of this file alone: a recogniser of one's own.
  ///
  /// @param trusted in PEM
  public static Wires open(WireLimits limits, Path trusted) {
    return new Wires(limits, tls(trusted.toFile()));
  }

  @Override
  public Loop loop() {
    return new NettyLoop(group.next());
  }

  @Override
  public Wire open(Target target, Loop loop, Wire.Listener listener) {
    var on = (NettyLoop) loop;
    var wire = new SocketWire(on, limits, listener);
    wire.before(on.loop()
        .schedule(
            () -> wire.fail(new Lost(target + " gave no answer within " + limits.connect())),
            limits.connect().toNanos(), TimeUnit.NANOSECONDS));
    // the JDK's resolver waits, which a loop must not
    Thread.ofVirtual().name("resolver").start(() -> resolve(target, on, wire));
    return wire;
  }

  /// Cuts every wire and ends the loops. Waits.
  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  private void resolve(Target target, NettyLoop loop, SocketWire wire) {
    try {
      var found = InetAddress.getAllByName(target.uri().getHost());
      loop.execute(() -> connect(target, found, 0, loop, wire));
    } catch (UnknownHostException e) {
      loop.execute(() -> wire.fail(new Lost(target + " has no address", e)));
    }
  }

  /// One address after the other, as the resolver sorts them.
  private void connect(Target target, InetAddress[] found, int at, NettyLoop loop,
      SocketWire wire) {
    if (wire.isOver()) {
      return;
    }
    var connected = new Bootstrap().group(loop.loop())
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limits.connect().toMillis()))
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(512, 4_096, 64 * 1_024).maxMessagesPerRead(1))
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(limits.unsentBytes() / 2, limits.unsentBytes()))
        .handler(pipeline(target, wire))
        .connect(new InetSocketAddress(found[at], target.port()));
    wire.over(connected.channel());
    connected.addListener(done -> {
      if (!done.isSuccess() && at + 1 < found.length) {
        connect(target, found, at + 1, loop, wire);
      } else if (!done.isSuccess()) {
        wire.fail(new Lost(target + " cannot be reached", done.cause()));
      }
    });
  }

  private ChannelInitializer<Channel> pipeline(Target target, SocketWire wire) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        if (target.isSecure()) {
          channel.pipeline()
              .addLast("tls",
                  tls.newHandler(channel.alloc(), target.uri().getHost(), target.port()));
        }
        channel.pipeline()
            .addLast("http", new HttpClientCodec())
            .addLast("call", new Call(target, limits, wire));
      }
    };
  }

  private static SslContext tls(@Nullable File trusted) {
    try {
      var client = SslContextBuilder.forClient();
      return (trusted == null ? client : client.trustManager(trusted)).build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS cannot be had", e);
    }
  }
}
