package dev.earshot.gateway.socket;

import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Reply;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;

/// Lets a body pass that is no longer than its path allows; a longer one is told upstream as [TooLong], as
/// soon as that is known, and the rest of it is dropped. Taken out of the pipeline with HTTP.
final class BodyLimit extends ChannelInboundHandlerAdapter {
  private static final int STATUS = 413;

  private final StreamDesk desk;
  private String path = "";
  private long limit;
  private long seen;
  private boolean over;

  /// What is fired into the pipeline in place of the request.
  ///
  /// @param answer in the words of whoever was asked
  record TooLong(Reply answer) {}

  BodyLimit(StreamDesk desk) {
    this.desk = desk;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request && !over) {
      begin(ctx, request);
    }
    if (message instanceof HttpContent content && !over) {
      seen += content.content().readableBytes();
      check(ctx, seen);
    }
    if (over) {
      ReferenceCountUtil.release(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    path = Requests.path(request);
    limit = desk.endpointAt(path).map(Endpoint::longestBody).orElse(Endpoint.USUAL_BODY);
    seen = 0;
    if (request.decoderResult().isSuccess()) {
      check(ctx, HttpUtil.getContentLength(request, 0L));
    }
  }

  private void check(ChannelHandlerContext ctx, long bytes) {
    if (bytes > limit) {
      over = true;
      var text = "body: longer than may be (expected: at most " + limit + " bytes)";
      ctx.fireUserEventTriggered(new TooLong(desk.endpointAt(path)
          .map(endpoint -> endpoint.refuse(STATUS, "too_long", text))
          .orElseGet(() -> Reply.problem(STATUS, "too_long", text))));
    }
  }
}
