package dev.earshot.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Devices in rooms where nobody speaks: each sends 50 frames of 20 ms a second, as wearables send one
/// frame for each packet of their codec, and reads what it is told.
///
/// All of them live on one event loop and send the same bytes, masked once and for all, so that the machine's
/// time goes to the gateway. The schedule is absolute and spreads them over the 20 ms.
final class SilentDevices implements AutoCloseable {
  private static final int FRAME_BYTES = 640;
  private static final long FRAME_NANOS = 20_000_000;
  private static final int LOOK_MILLIS = 5;
  private static final int CONNECT_SECONDS = 10;
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private final EventLoopGroup loop;
  private final List<Channel> channels;
  private final ByteBuf frame = frame();
  private final long start = System.nanoTime();
  private long sent;
  private final LongAdder held = new LongAdder();

  private SilentDevices(EventLoopGroup loop, List<Channel> channels) {
    this.loop = loop;
    this.channels = channels;
  }

  /// Connects so many and has them send until they are closed.
  static SilentDevices connect(URI gateway, int count) throws Exception {
    var epoll = Epoll.isAvailable();
    var loop = new MultiThreadIoEventLoopGroup(1,
        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    var channels = new ArrayList<Channel>();
    for (var i = 0; i < count; i++) {
      var upgraded = new CompletableFuture<Void>();
      var channel = new Bootstrap().group(loop)
          .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
          .handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
              channel.pipeline().addLast(new Ears(upgraded));
            }
          })
          .connect(gateway.getHost(), gateway.getPort())
          .sync()
          .channel();
      channel.writeAndFlush(Unpooled.copiedBuffer(request(gateway), StandardCharsets.US_ASCII));
      upgraded.get(CONNECT_SECONDS, TimeUnit.SECONDS);
      channels.add(channel);
    }
    var devices = new SilentDevices(loop, channels);
    if (count > 0) {
      loop.scheduleAtFixedRate(devices::send, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return devices;
  }

  /// How many are still connected.
  int connected() {
    return (int) channels.stream().filter(Channel::isActive).count();
  }

  /// Frames that the gateway did not take in time.
  long held() {
    return held.sum();
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    frame.release();
  }

  /// Sends all that is due: frame k of the crowd is due k nth parts of 20 ms after the start.
  private void send() {
    var count = channels.size();
    var due = (System.nanoTime() - start) * count / FRAME_NANOS;
    for (; sent < due; sent++) {
      var channel = channels.get((int) (sent % count));
      if (channel.isWritable()) {
        channel.writeAndFlush(frame.retainedDuplicate(), channel.voidPromise());
      } else {
        held.increment();
      }
    }
  }

  private static String request(URI gateway) {
    return """
        GET %s?codec=pcm16&sample_rate=16000 HTTP/1.1
        Host: %s
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Authorization: Bearer %s

        """.formatted(gateway.getPath(), gateway.getAuthority(), GatewayProcess.KEY)
        .replace("\n", "\r\n");
  }

  /// A whole masked frame of the noise that every microphone makes.
  static ByteBuf frame() {
    var random = new Random(1);
    var frame = Unpooled.directBuffer()
        .writeByte(0x82)
        .writeByte(0x80 | 126)
        .writeShort(FRAME_BYTES)
        .writeBytes(MASK);
    for (var i = 0; i < FRAME_BYTES; i += 2) {
      var sample = (short) Math.round(random.nextGaussian() * 8);
      frame.writeByte((sample & 0xff) ^ MASK[i % 4]);
      frame.writeByte((sample >> 8) ^ MASK[(i + 1) % 4]);
    }
    return frame;
  }

  /// Waits for the upgrade; what comes later is read and dropped.
  private static final class Ears extends SimpleChannelInboundHandler<ByteBuf> {
    private final CompletableFuture<Void> upgraded;

    private Ears(CompletableFuture<Void> upgraded) {
      this.upgraded = upgraded;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      if (!upgraded.isDone()) {
        var answer = bytes.toString(StandardCharsets.US_ASCII);
        if (answer.startsWith("HTTP/1.1 101 ")) {
          upgraded.complete(null);
        } else {
          upgraded.completeExceptionally(new IllegalStateException(
              "gateway: " + answer.lines().findFirst().orElse("") + " (expected: 101)"));
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      upgraded.completeExceptionally(new IllegalStateException("gateway: hung up (expected: 101)"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      upgraded.completeExceptionally(cause);
      ctx.close();
    }
  }
}
