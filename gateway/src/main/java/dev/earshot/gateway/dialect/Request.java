package dev.earshot.gateway.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of an HTTP request that a dialect may read.
///
/// @param query decoded parameters in the order they came, each with all its values
/// @param headers by their lower-case names; several of one name are joined by commas
public record Request(String path, Map<String, List<String>> query, Map<String, String> headers) {
  private static final String AUTHORIZATION = "authorization";

  /// A request with no header but this.
  ///
  /// @param authorization the header's value; null when there is none
  public Request(String path, Map<String, List<String>> query, @Nullable String authorization) {
    this(path, query, authorization == null ? Map.of() : Map.of(AUTHORIZATION, authorization));
  }

  /// A header's value; null when there is none.
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  public @Nullable String authorization() {
    return headers.get(AUTHORIZATION);
  }

  /// The subprotocols that the client offers, in its order.
  public List<String> subprotocols() {
    var offered = headers.get("sec-websocket-protocol");
    return offered == null
        ? List.of()
        : List.of(offered.split(",", -1)).stream().map(String::strip).toList();
  }

  @Override
  public String toString() {
    return "Request[" + path + "]"; // neither key nor parameters belong into a log
  }
}
