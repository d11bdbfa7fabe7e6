package dev.earshot.gateway.socket;

import dev.earshot.gateway.loop.Loops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Listens on its ports, all on the same event loops, and gives each connection its pipeline. The loops are
/// whoever's it is that opened them.
public final class SocketServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);

  private final Loops loops;
  private final List<Channel> listening = new ArrayList<>();
  private final ChannelGroup connections;
  private final Runnable drain;
  private final Runnable ended;

  private SocketServer(Loops loops, ChannelGroup connections, Runnable drain, Runnable ended) {
    this.loops = loops;
    this.connections = connections;
    this.drain = drain;
    this.ended = ended;
  }

  /// Serves streams at one port, in clear.
  ///
  /// @param port 0 takes any free one
  /// @throws IOException when the port cannot be had; the message names it
  public static SocketServer streams(Loops loops, String host, int port, StreamDesk desk,
      SocketLimits limits, Drain drain) throws IOException {
    return streams(loops, host, List.of(StreamPort.plain(port)), desk, limits, drain);
  }

  /// Serves streams, until the drain has begun or it is closed.
  ///
  /// @throws IOException when a port cannot be had; the message names it
  public static SocketServer streams(Loops loops, String host, List<StreamPort> ports,
      StreamDesk desk, SocketLimits limits, Drain drain) throws IOException {
    // stays closed: a connection that was accepted last is closed as it comes
    var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    var open = new ArrayList<Channel>();
    var drained = drain.run(() -> open.forEach(Channel::close), connections).cache();
    var server = new SocketServer(loops, connections,
        () -> await(drain, drained, connections, limits.closing()),
        () -> awaitNone(desk.streams(), limits.closing()));
    for (var port : ports) {
      server.listen(host, port.number(),
          new SocketPipeline(desk, limits, connections, port.certificates()));
    }
    open.addAll(server.listening);
    var _ = drained.subscribe();
    return server;
  }

  /// Serves whatever this pipeline speaks, without streams to drain.
  public static SocketServer plain(Loops loops, String host, int port,
      ChannelInitializer<SocketChannel> pipeline) throws IOException {
    var server = new SocketServer(loops, new DefaultChannelGroup(GlobalEventExecutor.INSTANCE),
        () -> {}, () -> {});
    server.listen(host, port, pipeline);
    return server;
  }

  /// The first port that is listened on.
  public int port() {
    return ports().getFirst();
  }

  /// The ports that are listened on, in the order in which they were named.
  public List<Integer> ports() {
    return listening.stream()
        .map(channel -> ((InetSocketAddress) channel.localAddress()).getPort())
        .toList();
  }

  /// Drains, which takes no more connections and lets the streams end within their time, and closes
  /// everything. Waits.
  @Override
  public void close() {
    drain.run();
    listening.forEach(channel -> channel.close().syncUninterruptibly());
    connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    ended.run();
  }

  /// A stream may have begun while its connection was closed: its end still needs the event loop.
  private static void awaitNone(OpenStreams streams, Duration within) {
    try {
      streams.drain().block(within);
    } catch (IllegalStateException e) {
      LOG.warn("drain: {} streams left without their connection (expected: 0)", streams.count());
    }
  }

  /// A stream that is over still waits for its client's close frame: cut off before, the client would
  /// not read why it ends.
  private static void await(Drain drain, Mono<Void> drained, ChannelGroup connections,
      Duration closing) {
    drain.begin();
    drained.block(drain.times().longest().plus(closing));
    connections.newCloseFuture().awaitUninterruptibly(closing.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// A port that cannot be had ends the server that would be without it.
  private void listen(String host, int port, ChannelInitializer<SocketChannel> pipeline)
      throws IOException {
    try {
      listening.add(loops.listen(host, port, pipeline));
    } catch (IOException e) {
      close();
      throw e;
    }
  }
}
