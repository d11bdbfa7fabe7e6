package dev.earshot.gateway.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.admission.Admission;
import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.BadRequestException.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An answer to a request that does not become a stream, after which the connection is closed.
///
/// First our side of it only: cut off while the client still sends, it might never read the answer. The
/// rest is closed when the client has closed too, or by the [HandshakeDeadline].
///
/// @param type of the body's media
/// @param headers beside those that every answer has
record HttpAnswer(HttpResponseStatus status, String type, String body,
    Map<String, String> headers) {
  private static final JsonMapper JSON = new JsonMapper();

  /// A file of the console's.
  static HttpAnswer page(Console.Page page) {
    return new HttpAnswer(HttpResponseStatus.OK, page.type(), page.body(),
        Map.of("content-security-policy", Console.SECURITY_POLICY, "referrer-policy",
            "no-referrer", "cache-control", "no-cache"));
  }

  /// 405: pages are read, and nothing else.
  static HttpAnswer notAllowed() {
    return refusal(HttpResponseStatus.METHOD_NOT_ALLOWED, "not_allowed", "method: expected GET")
        .with("allow", "GET");
  }

  /// 503 with what has no room, and when to come back.
  static HttpAnswer busy(Admission.Refusal full) {
    return refusal(HttpResponseStatus.SERVICE_UNAVAILABLE, "busy", full.what())
        .with("retry-after", String.valueOf(full.retryAfter().toSeconds()));
  }

  /// 400 with each problem by name, value and range.
  static HttpAnswer badRequest(List<Problem> problems) {
    var message = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    return json(HttpResponseStatus.BAD_REQUEST, new Refusal("bad_request", message, problems));
  }

  static HttpAnswer refusal(HttpResponseStatus status, String error, String message) {
    return json(status, new Refusal(error, message, List.of()));
  }

  boolean isRefusal() {
    return !status.equals(HttpResponseStatus.OK);
  }

  void send(ChannelHandlerContext ctx) {
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
        Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    response.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set("x-content-type-options", "nosniff");
    headers.forEach((name, value) -> response.headers().set(name, value));
    ctx.writeAndFlush(response).addListener(_ -> {
      if (ctx.channel() instanceof DuplexChannel connection) {
        connection.shutdownOutput();
      } else {
        ctx.close();
      }
    });
  }

  private HttpAnswer with(String name, String value) {
    return new HttpAnswer(status, type, body, Map.of(name, value));
  }

  private static HttpAnswer json(HttpResponseStatus status, Refusal refusal) {
    try {
      return new HttpAnswer(status, "application/json", JSON.writeValueAsString(refusal),
          Map.of());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings cannot fail to be written", e);
    }
  }

  private record Refusal(String error, String message, List<Problem> problems) {}
}
