package dev.earshot.gateway.ops;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;

/// The operations port: `/livez`, `/readyz`, `/metrics`, one request for each connection.
public final class OpsPages extends ChannelInitializer<SocketChannel> {
  private static final int TIMEOUT_SECONDS = 10;
  private final Answers answers;

  public OpsPages(Health health, Meters meters) {
    this.answers = new Answers(health, meters);
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel.pipeline()
        .addLast(new ReadTimeoutHandler(TIMEOUT_SECONDS), new HttpServerCodec(),
            new HttpObjectAggregator(16 * 1024), answers);
  }

  @Sharable
  private static final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Health health;
    private final Meters meters;

    private Answers(Health health, Meters meters) {
      this.health = health;
      this.meters = meters;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      switch (request.uri()) {
        case "/livez" -> send(ctx, HttpResponseStatus.OK, "alive\n");
        case "/readyz" -> send(ctx, health.isReady()
            ? HttpResponseStatus.OK
            : HttpResponseStatus.SERVICE_UNAVAILABLE,
            health.isReady() ? "ready\n" : "not ready: " + health.waitingFor() + "\n");
        case "/metrics" -> send(ctx, HttpResponseStatus.OK, meters.scrape());
        default -> send(ctx, HttpResponseStatus.NOT_FOUND,
            "path: expected /livez, /readyz or /metrics\n");
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close(); // a broken or silent connection: nobody waits for an answer
    }

    private static void send(ChannelHandlerContext ctx, HttpResponseStatus status, String body) {
      var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
          Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
      response.headers()
          .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4")
          .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
          .set(HttpHeaderNames.CONNECTION, "close");
      ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
