package dev.earshot.gateway.outgoing;

import dev.earshot.core.integration.Outcome.Failure;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/// One request and its answer. The connection is cut as soon as there is an answer, or none is wanted.
final class Exchange {
  private final Request request;
  private final Place place;
  private final MonoSink<Reply> answer;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Channel channel;

  Exchange(Request request, Place place, MonoSink<Reply> answer) {
    this.request = request;
    this.place = place;
    this.answer = answer;
  }

  ChannelHandler handler() {
    return new Handler();
  }

  /// This is its connection now.
  void over(Channel next) {
    channel = next;
    if (isOver()) {
      next.close();
    }
  }

  boolean isOver() {
    return over.get();
  }

  void fail(OutgoingException why) {
    if (over.compareAndSet(false, true)) {
      answer.error(why);
      close();
    }
  }

  /// Nobody wants the answer any more.
  void cut() {
    over.set(true);
    close();
  }

  private void succeed(Reply reply) {
    if (over.compareAndSet(false, true)) {
      answer.success(reply);
      close();
    }
  }

  private void close() {
    var open = channel;
    if (open != null) {
      open.close();
    }
  }

  /// On one connection; another address has another.
  private final class Handler extends ChannelInboundHandlerAdapter {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private Duration retryAfter = Duration.ZERO;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      var bytes = request.body().getBytes(StandardCharsets.UTF_8);
      var post = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, place.target(),
          Unpooled.wrappedBuffer(bytes));
      post.headers()
          .set(HttpHeaderNames.HOST, place.authority())
          .set(HttpHeaderNames.USER_AGENT, "Earshot")
          .set(HttpHeaderNames.ACCEPT, "application/json")
          .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
          .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
          .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      request.headers().forEach(post.headers()::set);
      ctx.writeAndFlush(post, ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
      try {
        if (message instanceof HttpResponse head) {
          read(head);
        }
        if (message instanceof HttpContent content && status != 0 && !isOver()) {
          read(content);
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private void read(HttpResponse head) {
      if (head.decoderResult().isFailure()) {
        fail(new OutgoingException(Failure.UNREACHABLE, "answer: no HTTP",
            head.decoderResult().cause()));
      } else if (head.status().code() >= 200) {
        status = head.status().code();
        retryAfter = RetryAfter.of(head).orElse(Duration.ZERO);
        if (request.mostBack() == 0) {
          succeed(new Reply(status, retryAfter, "")); // its body may be as long as it likes
        }
      }
    }

    private void read(HttpContent content) throws IOException {
      if (content.decoderResult().isFailure()
          || body.size() + content.content().readableBytes() > request.mostBack()) {
        fail(new OutgoingException(Failure.STATUS,
            "answer: broken or too long (expected: at most " + request.mostBack() + " bytes)"));
        return;
      }
      content.content().readBytes(body, content.content().readableBytes());
      if (content instanceof LastHttpContent) {
        succeed(new Reply(status, retryAfter, body.toString(StandardCharsets.UTF_8)));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (ctx.channel().equals(channel)) {
        fail(new OutgoingException(Failure.UNREACHABLE, "hung up before it answered"));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      fail(new OutgoingException(Failure.UNREACHABLE, "connection: broke", cause));
    }
  }
}
