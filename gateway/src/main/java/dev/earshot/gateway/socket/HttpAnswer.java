package dev.earshot.gateway.socket;

import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The answers to requests that do not become a stream, after which the connection is closed.
///
/// First our side of it only: cut off while the client still sends, it might never read the answer. The
/// rest is closed when the client has closed too, or by the [HandshakeDeadline].
final class HttpAnswer {
  private HttpAnswer() {}

  /// A file of the console's.
  static Reply page(Console.Page page) {
    return new Reply(200, Map.of("content-security-policy", Console.SECURITY_POLICY,
        "referrer-policy", "no-referrer", "cache-control", "no-cache"), page.type(), page.body());
  }

  /// 405: another method is expected.
  static Reply notAllowed(Set<String> methods) {
    var expected = String.join(", ", new TreeSet<>(methods));
    return Reply.problem(405, "not_allowed", "method: expected " + expected)
        .with("allow", expected);
  }

  /// The same in the words of whoever is asked.
  static Reply notAllowed(Endpoint endpoint) {
    var expected = String.join(", ", new TreeSet<>(endpoint.methods()));
    return endpoint.refuse(405, "not_allowed", "method: expected " + expected)
        .with("allow", expected);
  }

  /// The request is none, or longer than one may be.
  static Reply notHttp(Throwable why) {
    return switch (why) {
      case TooLongHttpLineException _ -> Reply.problem(414, "too_long",
          "line: too long (expected: a path and query of at most 32 KiB)");
      case TooLongHttpHeaderException _ -> Reply.problem(431, "too_long",
          "headers: too long (expected: at most 32 KiB together)");
      default -> Reply.of(Refusal.BadRequest.with("request", "malformed",
          "HTTP/1.1 with a line and headers of at most 32 KiB each"));
    };
  }

  static void send(ChannelHandlerContext ctx, Reply reply) {
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
        HttpResponseStatus.valueOf(reply.status()),
        Unpooled.copiedBuffer(reply.body(), StandardCharsets.UTF_8));
    response.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, reply.type())
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set("x-content-type-options", "nosniff");
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    ctx.writeAndFlush(response).addListener(_ -> {
      if (ctx.channel() instanceof DuplexChannel connection) {
        connection.shutdownOutput();
      } else {
        ctx.close();
      }
    });
  }
}
