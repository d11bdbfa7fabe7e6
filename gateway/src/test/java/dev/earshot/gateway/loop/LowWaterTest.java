package dev.earshot.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the kernel makes of it, over real sockets.
class LowWaterTest {
  private static final int SECONDS = 10;

  private final Loops loops = Loops.of(1);
  private final BlockingQueue<Channel> opened = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> reads = new LinkedBlockingQueue<>();
  private int port;

  @BeforeEach
  void listen() throws IOException {
    assumeTrue(Epoll.isAvailable());
    var server = loops.listen("127.0.0.1", 0, new ChannelInitializer<SocketChannel>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        channel.pipeline().addLast(new Counting());
        opened.add(channel);
      }
    });
    port = ((InetSocketAddress) server.localAddress()).getPort();
  }

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void set_fewerBytesThanThat_waitUntilTheRestIsThere() throws Exception {
    try (var client = new Socket(InetAddress.getLoopbackAddress(), port);
        var other = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var mark = mark(next());
      var _ = next();

      set(mark, 1_000);
      say(client, 600);
      say(other, 1); // the loop has looked at both when it has read this
      assertThat(read()).isOne();
      say(client, 400);
      assertThat(read()).isEqualTo(1_000);
    }
  }

  @Test
  void set_lowerThanWhatWaits_letsItBeReadAtOnce() throws Exception {
    try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var mark = mark(next());

      set(mark, 1_000);
      say(client, 10);
      set(mark, 1);

      assertThat(read()).isEqualTo(10);
    }
  }

  @Test
  void set_closedChannel_changesNothing() throws Exception {
    try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var channel = next();
      var mark = mark(channel);
      channel.close().sync();

      set(mark, 1_000);

      assertThat(channel.isOpen()).isFalse();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void of_transportWithoutIt_isEmpty() {
    assertThat(LowWater.of(new EmbeddedChannel())).isEmpty();
  }

  private Channel next() throws InterruptedException {
    return Objects.requireNonNull(opened.poll(SECONDS, TimeUnit.SECONDS), "a connection");
  }

  private int read() throws InterruptedException {
    return Objects.requireNonNull(reads.poll(SECONDS, TimeUnit.SECONDS), "a read");
  }

  private static Marked mark(Channel channel) {
    return new Marked(channel, LowWater.of(channel).orElseThrow());
  }

  private static void set(Marked marked, int bytes) throws InterruptedException {
    marked.channel.eventLoop().submit(() -> marked.mark.set(bytes)).sync();
  }

  private static void say(Socket client, int bytes) throws IOException {
    client.getOutputStream().write(new byte[bytes]);
  }

  private record Marked(Channel channel, LowWater mark) {}

  private final class Counting extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      reads.add(bytes.readableBytes());
    }
  }
}
