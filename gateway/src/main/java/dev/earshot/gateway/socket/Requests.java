package dev.earshot.gateway.socket;

import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.BadRequestException.Problem;
import dev.earshot.gateway.dialect.Request;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads Netty's requests into those that dialects know.
final class Requests {
  private Requests() {}

  /// The path, empty where it cannot be read: nobody's path.
  static String path(HttpRequest request) {
    try {
      return new QueryStringDecoder(request.uri()).path();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /// @throws BadRequestException for a query that is not percent-encoded UTF-8
  static Request read(FullHttpRequest request) {
    try {
      var uri = new QueryStringDecoder(request.uri());
      return new Request(uri.path(), uri.parameters(), headers(request));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          List.of(new Problem("query", "malformed", "percent-encoded UTF-8")));
    }
  }

  private static Map<String, String> headers(FullHttpRequest request) {
    var headers = new HashMap<String, String>();
    for (var header : request.headers()) {
      headers.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(),
          (one, other) -> one + ", " + other);
    }
    return headers;
  }
}
