package dev.earshot.gateway.outgoing;

import dev.earshot.core.integration.Outcome.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Sends requests to addresses that others have named, each over a connection of its own, on one event loop.
///
/// A name is looked up once for each request, all of its addresses have to pass the guard, and the connection is made
/// to one of those very addresses: a name that changes between the look and the connection changes nothing. Host header,
/// SNI and the certificate's name are the address's. Closing it cuts what is under way.
public final class Poster implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 256;
  private static final int LONGEST_LINE = 4_096;
  private static final int LONGEST_HEAD = 16_384;

  private final Names names;
  private final AddressGuard guard;
  private final SslContext tls;
  private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1,
      Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  private Poster(Names names, AddressGuard guard, SslContext tls) {
    this.names = names;
    this.guard = guard;
    this.tls = tls;
  }

  /// Trusting whom the JDK trusts.
  public static Poster open(Names names, AddressGuard guard) {
    return new Poster(names, guard, tls(null));
  }

  /// Trusting the certificates of this file alone.
  ///
  /// @param trusted in PEM
  public static Poster open(Names names, AddressGuard guard, Path trusted) {
    return new Poster(names, guard, tls(trusted));
  }

  /// What comes back, whatever its status; fails with an [OutgoingException] where nothing does. Cold, and
  /// without a deadline of its own but for the connection's 5 s; cancelling it cuts the connection.
  public Mono<Reply> post(Request request) {
    return Mono.defer(() -> {
      var place = Place.of(request.url(), guard.isLenient());
      if (!places.tryAcquire()) {
        return Mono.error(new OutgoingException(Failure.BUSY,
            "requests: " + MOST_AT_ONCE + " under way (expected: fewer)"));
      }
      return Mono.<Reply>create(answer -> {
        var exchange = new Exchange(request, place, answer);
        answer.onDispose(exchange::cut);
        // the JDK's resolver waits, which a loop must not
        Thread.ofVirtual().name("outgoing").start(() -> resolve(place, exchange));
      }).doFinally(_ -> places.release());
    });
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  private void resolve(Place place, Exchange exchange) {
    try {
      var found = names.of(place.bareHost());
      if (found.isEmpty() || !found.stream().allMatch(guard::lets)) {
        exchange.fail(new OutgoingException(Failure.FORBIDDEN,
            "address: inside a network (expected: public ones only; EARSHOT_HOOKS_INSIDE=on lets "
                + "others through)"));
        return;
      }
      var loop = group.next();
      loop.execute(() -> connect(place, found, 0, loop, exchange));
    } catch (UnknownHostException e) {
      exchange.fail(new OutgoingException(Failure.NO_ADDRESS, "host: has no address", e));
    } catch (RejectedExecutionException e) {
      exchange.fail(new OutgoingException(Failure.UNREACHABLE, "going down", e));
    }
  }

  /// One address after the other.
  private void connect(Place place, List<InetAddress> found, int at, EventLoop loop,
      Exchange exchange) {
    if (exchange.isOver()) {
      return;
    }
    var connected = new Bootstrap().group(loop)
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT.toMillis()))
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .handler(pipeline(place, exchange))
        .connect(new InetSocketAddress(found.get(at), place.port()));
    exchange.over(connected.channel());
    connected.addListener(done -> {
      if (!done.isSuccess() && at + 1 < found.size()) {
        connect(place, found, at + 1, loop, exchange);
      } else if (!done.isSuccess()) {
        exchange.fail(new OutgoingException(Failure.UNREACHABLE, "cannot be reached",
            done.cause()));
      }
    });
  }

  private ChannelInitializer<Channel> pipeline(Place place, Exchange exchange) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        if (place.secure()) {
          channel.pipeline()
              .addLast("tls", tls.newHandler(channel.alloc(), place.bareHost(), place.port()));
        }
        channel.pipeline()
            .addLast("http", new HttpClientCodec(LONGEST_LINE, LONGEST_HEAD, LONGEST_HEAD))
            .addLast("exchange", exchange.handler());
      }
    };
  }

  private static SslContext tls(@Nullable Path trusted) {
    try {
      var client = SslContextBuilder.forClient();
      return (trusted == null ? client : client.trustManager(trusted.toFile())).build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS cannot be had", e);
    }
  }
}
