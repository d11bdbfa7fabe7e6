package dev.earshot.gateway.upstream.wire;

import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.gateway.loop.Loops;
import dev.earshot.gateway.upstream.Loop;
import dev.earshot.gateway.upstream.Switchboard;
import dev.earshot.gateway.upstream.Target;
import dev.earshot.gateway.upstream.Wire;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/// The WebSockets of all recognisers: each on the event loop of whom it is for. Closing it cuts them.
///
/// ```
/// tls? ─► http ─► call                       until the answer to the upgrade
/// tls? ─► frames ─► utf8 ─► fragments ─► wire    then
/// ```
public final class Wires implements Switchboard, AutoCloseable {
  private static final int LOOPS = 2;

  private final WireLimits limits;
  private final Loops loops;
  private final SslContext tls;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Map<EventLoop, Beats> beats = new ConcurrentHashMap<>();
  private final Runnable onClose;

  private Wires(WireLimits limits, SslContext tls, Loops loops, Runnable onClose) {
    this.limits = limits;
    this.tls = tls;
    this.loops = loops;
    this.onClose = onClose;
  }

  /// With the usual limits, trusting whom the JDK trusts, on loops that are somebody else's.
  public static Wires on(Loops loops) {
    return new Wires(WireLimits.USUAL, tls(null), loops, () -> {});
  }

  /// With the usual limits, trusting whom the JDK trusts.
  public static Wires open() {
    return open(WireLimits.USUAL);
  }

  /// Trusting whom the JDK trusts.
  public static Wires open(WireLimits limits) {
    return onItsOwn(limits, tls(null));
  }

  /// Trusting the certificates of this file alone: a recogniser of one's own.
  ///
  /// @param trusted in PEM
  public static Wires open(WireLimits limits, Path trusted) {
    return onItsOwn(limits, tls(trusted.toFile()));
  }

  private static Wires onItsOwn(WireLimits limits, SslContext tls) {
    var loops = Loops.of(LOOPS);
    return new Wires(limits, tls, loops, loops::close);
  }

  @Override
  public Loop loop(ContextView subscriber) {
    var loop = loops.of(subscriber);
    return new NettyLoop(loop, beats.computeIfAbsent(loop, Beats::new));
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

  /// Cuts every wire, and ends the loops where they are its own. Waits.
  @Override
  public void close() {
    open.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    onClose.run();
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
    var connected = Loops.calling(loop.loop())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limits.connect().toMillis()))
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
        open.add(channel);
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
