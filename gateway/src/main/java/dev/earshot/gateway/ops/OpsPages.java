package dev.earshot.gateway.ops;

import dev.earshot.gateway.admin.AdminPages;
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

/// The operations port: `/livez`, `/readyz`, `/metrics`, `/admin/...`; one request for each connection.
public final class OpsPages extends ChannelInitializer<SocketChannel> {
  private static final int TIMEOUT_SECONDS = 10;
  private final Answers answers;

  /// @param admin answers what begins with its prefix
  public OpsPages(Health health, Meters meters, AdminPages admin) {
    this.answers = new Answers(health, meters, admin);
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
    private final AdminPages admin;

    private Answers(Health health, Meters meters, AdminPages admin) {
      this.health = health;
      this.meters = meters;
      this.admin = admin;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      if (request.uri().startsWith(AdminPages.PREFIX)) {
        administer(ctx, request);
        return;
      }
      switch (request.uri()) {
        case "/livez" -> send(ctx, HttpResponseStatus.OK, "alive\n");
        case "/readyz" -> send(ctx, health.isReady()
            ? HttpResponseStatus.OK
            : HttpResponseStatus.SERVICE_UNAVAILABLE,
            health.isReady() ? "ready\n" : "not ready: " + health.waitingFor() + "\n");
        case "/metrics" -> send(ctx, HttpResponseStatus.OK, meters.scrape());
        default -> send(ctx, HttpResponseStatus.NOT_FOUND,
            "path: expected /livez, /readyz, /metrics or /admin/...\n");
      }
    }

    private void administer(ChannelHandlerContext ctx, FullHttpRequest request) {
      var authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
      var _ = admin.answer(request.method().name(), request.uri(), authorization,
          request.content().toString(StandardCharsets.UTF_8))
          .subscribe(answer -> send(ctx, HttpResponseStatus.valueOf(answer.status()),
              answer.type(), answer.body()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close(); // a broken or silent connection: nobody waits for an answer
    }

    private static void send(ChannelHandlerContext ctx, HttpResponseStatus status, String body) {
      send(ctx, status, "text/plain; version=0.0.4", body);
    }

    private static void send(ChannelHandlerContext ctx, HttpResponseStatus status, String type,
        String body) {
      var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
          Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
      response.headers()
          .set(HttpHeaderNames.CONTENT_TYPE, type)
          .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
          .set(HttpHeaderNames.CONNECTION, "close");
      ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
