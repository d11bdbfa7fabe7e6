package dev.earshot.load.siege;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Sockets that send one byte of a request a second, and come again when they are cut off: slow loris.
final class Besiegers implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final String BEGINNING = "GET /v4/listen HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";

  private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1,
      NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Bootstrap bootstrap;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong cutOff = new AtomicLong();
  private volatile boolean over;

  Besiegers(InetSocketAddress gateway) {
    this.bootstrap = new Bootstrap().group(group)
        .channel(NioSocketChannel.class)
        .remoteAddress(gateway)
        .handler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(new Slow());
          }
        });
  }

  /// So many come, spread over this time.
  void come(int count, Duration within) {
    for (var i = 0; i < count; i++) {
      var _ = loop.schedule(this::knock, within.toNanos() / count * i, TimeUnit.NANOSECONDS);
    }
  }

  int open() {
    return open.get();
  }

  /// How often one was cut off or refused.
  long cutOff() {
    return cutOff.get();
  }

  private void knock() {
    if (!over) {
      bootstrap.connect().addListener((ChannelFuture knocked) -> {
        if (!knocked.isSuccess()) {
          again();
        }
      });
    }
  }

  private void again() {
    cutOff.incrementAndGet();
    if (!over) {
      var _ = loop.schedule(this::knock, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    over = true;
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Slow extends ChannelInboundHandlerAdapter {
    private @Nullable Future<?> drip;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      open.incrementAndGet();
      send(ctx, BEGINNING);
      drip = loop.scheduleAtFixedRate(() -> send(ctx, "x"), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object answer) {
      ReferenceCountUtil.release(answer);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      open.decrementAndGet();
      if (drip != null) {
        drip.cancel(false);
      }
      again();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close(); // cut off while it wrote
    }

    private static void send(ChannelHandlerContext ctx, String text) {
      ctx.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }
  }
}
