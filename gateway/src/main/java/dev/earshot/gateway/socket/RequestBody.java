package dev.earshot.gateway.socket;

import dev.earshot.gateway.dialect.Endpoint;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;

/// Gathers a request's body, as much of it as its path has room for. Of a longer one nothing is kept:
/// who is behind it in the pipeline learns of it, and the rest is read and dropped, so that the client
/// reads the answer.
final class RequestBody extends ChannelInboundHandlerAdapter {
  /// Its name in the pipeline, before and after it knows the path.
  static final String NAME = "body";

  private final StreamDesk desk;

  RequestBody(StreamDesk desk) {
    this.desk = desk;
  }

  /// Is fired into the pipeline in the place of the request.
  ///
  /// @param most bytes that there is room for
  record TooLong(int most) {}

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      ctx.pipeline().replace(this, NAME, new Gathered(room(Requests.path(request))));
    }
    ctx.fireChannelRead(message); // to the one that has taken this place
  }

  private int room(String path) {
    return desk.endpoints()
        .stream()
        .filter(endpoint -> endpoint.paths().contains(path))
        .mapToInt(Endpoint::mostBytes)
        .findFirst()
        .orElse(Endpoint.USUAL_BYTES);
  }

  private static final class Gathered extends HttpObjectAggregator {
    Gathered(int most) {
      super(most);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
      ctx.fireUserEventTriggered(new TooLong(maxContentLength()));
    }
  }
}
