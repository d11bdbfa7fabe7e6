package dev.earshot.load.versus;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// The recogniser behind every relay, as a process: Deepgram's dialect on one event loop, of which it does as
/// little as can be, so that what is measured is who stands before it.
///
/// It says its address, then answers each line of its standard input with what it has heard so far, and ends
/// with that input.
final class Upstream {
  private static final int BACKLOG = 4_096;

  private Upstream() {}

  /// Listens at a free port.
  ///
  /// @param args how many milliseconds of a second its word needs, and how many pass between the sound and it
  public static void main(String[] args) throws IOException, InterruptedException {
    var heard = new Heard();
    var heardMs = Integer.parseInt(args[0]);
    var delayMs = Integer.parseInt(args[1]);
    var epoll = Epoll.isAvailable();
    var loop = new MultiThreadIoEventLoopGroup(1,
        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    var server = new ServerBootstrap().group(loop)
        .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new UpstreamLine(heard, heardMs, delayMs));
          }
        })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
    say("ws://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort());
    answer(heard);
    System.exit(0);
  }

  private static void answer(Heard heard) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    while (in.readLine() != null) {
      say(heard.bytes() + " " + heard.streams());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /// What came over all lines; written by their one event loop.
  static final class Heard {
    private volatile long bytes;
    private volatile int streams;

    long bytes() {
      return bytes;
    }

    int streams() {
      return streams;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by the loop alone
    void sound(int more) {
      bytes += more;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by the loop alone
    void open(int more) {
      streams += more;
    }
  }
}
