package dev.earshot.load.device;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// How devices of a round reach their gateway, and what they say there.
///
/// @param tls null where the gateway is spoken to in clear
record Line(Target target, InetSocketAddress address, Shape shape, WordClock words, Voice voice,
    @Nullable SslContext tls) {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final int LONGEST_MESSAGE = 1024 * 1024;
  private static final WriteBufferWaterMark ROOM = new WriteBufferWaterMark(2_048, 8_192);
  private static final int SLOW_READERS_BUFFER = 4_096;

  /// @throws IllegalArgumentException where nobody knows the host, or the codec does not fit the dialect
  static Line to(Target target, Shape shape, WordClock words) {
    var address = new InetSocketAddress(target.uri().getHost(), target.port());
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "url: " + target.uri().getHost() + " (expected: a host that can be found)");
    }
    return new Line(target, address, shape, words, Voice.of(shape, target.dialect()),
        target.isTls() ? tls(target.trust()) : null);
  }

  private static SslContext tls(Trust trust) {
    var client = SslContextBuilder.forClient();
    try {
      return switch (trust) {
        case Trust.OfSystem() -> client.build();
        case Trust.OfFile(var pem) -> client.trustManager(pem.toFile()).build();
        case Trust.OfAnybody() -> client.trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .build();
      };
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "ca: " + trust + " (expected: a PEM file with certificates)", e);
    }
  }

  WebSocketClientHandshaker handshaker() {
    var headers = new DefaultHttpHeaders();
    if (!target.key().isEmpty()) {
      headers.set(HttpHeaderNames.AUTHORIZATION, target.dialect().authorization(target.key()));
    }
    return WebSocketClientHandshakerFactory.newHandshaker(target.address(shape),
        WebSocketVersion.V13, null, false, headers, LONGEST_MESSAGE);
  }

  /// Calls.
  ///
  /// @param isSlow whether little fits in between the gateway and this device
  ChannelFuture connect(EventLoop loop, Wire device, boolean isSlow) {
    var bootstrap = new Bootstrap().group(loop)
        .channel(channel())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        // a socket that does not take frames is known within some of them
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, ROOM)
        .handler(new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            if (tls != null) {
              channel.pipeline()
                  .addLast(tls.newHandler(channel.alloc(), target.uri().getHost(),
                      target.port()));
            }
            channel.pipeline()
                .addLast(new HttpClientCodec(), new HttpObjectAggregator(LONGEST_ANSWER),
                    new WebSocketFrameAggregator(LONGEST_MESSAGE), device);
          }
        });
    if (isSlow) {
      bootstrap.option(ChannelOption.SO_RCVBUF, SLOW_READERS_BUFFER);
    }
    return bootstrap.connect(address);
  }

  private static Class<? extends SocketChannel> channel() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }
}
