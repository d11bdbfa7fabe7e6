package dev.earshot.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Many [Talker]s at once, each with 50 frames of 20 ms a second on an absolute schedule, spread so that
/// frames and seconds of them begin at different times.
///
/// All of them live on one event loop and send the same bytes, so that what is measured is the gateway.
final class Talkers implements AutoCloseable {
  private static final int FRAMES_A_SECOND = 50;
  private static final int FRAME_MS = 1_000 / FRAMES_A_SECOND;
  private static final long FRAME_NANOS = FRAME_MS * 1_000_000L;
  private static final long LOOK_NANOS = 500_000;
  private static final int CONNECT_SECONDS = 10;
  private static final int LAST_WORDS_SECONDS = 30;

  private final EventLoopGroup loop;
  private final List<Channel> channels = new ArrayList<>();
  private final List<Talker> talkers = new ArrayList<>();
  private final ByteBuf frame = SilentDevices.frame();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final int seconds;
  private long start;
  private long sent;

  private Talkers(EventLoopGroup loop, int seconds) {
    this.loop = loop;
    this.seconds = seconds;
  }

  /// Connects so many.
  ///
  /// @param gateway with `/v1/listen` and its parameters
  /// @param seconds that each of them will talk
  static Talkers connect(URI gateway, int count, int seconds) throws Exception {
    var epoll = Epoll.isAvailable();
    var loop = new MultiThreadIoEventLoopGroup(1,
        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    var all = new Talkers(loop, seconds);
    for (var i = 0; i < count; i++) {
      var talker = new Talker(seconds);
      var channel = new Bootstrap().group(loop)
          .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
          .handler(talker)
          .connect(gateway.getHost(), gateway.getPort())
          .sync()
          .channel();
      channel.writeAndFlush(Unpooled.copiedBuffer(request(gateway), StandardCharsets.US_ASCII));
      talker.upgraded().get(CONNECT_SECONDS, TimeUnit.SECONDS);
      all.channels.add(channel);
      all.talkers.add(talker);
    }
    return all;
  }

  /// Lets all of them talk, finish and hear their last words.
  ///
  /// @return the milliseconds that each of them was told to have used
  List<Long> talk() throws Exception {
    start = System.nanoTime();
    var look = loop.scheduleAtFixedRate(this::send, 0, LOOK_NANOS, TimeUnit.NANOSECONDS);
    over.get(seconds + CONNECT_SECONDS, TimeUnit.SECONDS);
    look.cancel(false);
    var told = new ArrayList<Long>();
    for (var talker : talkers) {
      told.add(talker.told().get(LAST_WORDS_SECONDS, TimeUnit.SECONDS));
    }
    return told;
  }

  /// What each of them has sent, in milliseconds.
  long sentMs() {
    return seconds * 1_000L;
  }

  /// Microseconds from the first frame of a second until the recogniser had it, sorted.
  ///
  /// @param from the first second that counts
  double[] in(int from) {
    return sorted(from, true);
  }

  /// Microseconds from the recogniser's word until the client had it, sorted.
  ///
  /// @param from the first second that counts
  double[] out(int from) {
    return sorted(from, false);
  }

  /// Words of the seconds that count which never came.
  long missing(int from) {
    return (long) talkers.size() * (seconds - from) - in(from).length;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    frame.release();
  }

  private double[] sorted(int from, boolean in) {
    return talkers.stream()
        .flatMapToLong(talker -> IntStream.range(from, seconds)
            .mapToLong(second -> in ? talker.inNanos(second) : talker.outNanos(second)))
        .filter(nanos -> nanos != 0)
        .mapToDouble(nanos -> nanos / 1e3)
        .sorted()
        .toArray();
  }

  /// Sends all that is due: frame k of the crowd is due k nth parts of 20 ms after the start. Each talker
  /// begins some frames later than the one before, so that its windows and seconds do.
  private void send() {
    var count = channels.size();
    var due = (System.nanoTime() - start) * count / FRAME_NANOS;
    for (; sent < due; sent++) {
      var talker = (int) (sent % count);
      var number = (int) (sent / count) - (talker * 7) % FRAMES_A_SECOND;
      if (number >= 0 && number < seconds * FRAMES_A_SECOND) {
        send(talker, number);
      }
    }
    if (sent > (long) count * FRAMES_A_SECOND * (seconds + 1)) {
      over.complete(null);
    }
  }

  private void send(int talker, int number) {
    var channel = channels.get(talker);
    if (number % FRAMES_A_SECOND == 0) {
      talkers.get(talker).begins(number / FRAMES_A_SECOND);
    }
    channel.writeAndFlush(frame.retainedDuplicate(), channel.voidPromise());
    if (number == seconds * FRAMES_A_SECOND - 1) {
      channel.writeAndFlush(Talker.text("{\"type\":\"CloseStream\"}"), channel.voidPromise());
    }
  }

  private static String request(URI gateway) {
    return """
        GET %s?%s HTTP/1.1
        Host: %s
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Authorization: Token %s

        """.formatted(gateway.getPath(), gateway.getQuery(), gateway.getAuthority(),
        GatewayProcess.KEY)
        .replace("\n", "\r\n");
  }
}
