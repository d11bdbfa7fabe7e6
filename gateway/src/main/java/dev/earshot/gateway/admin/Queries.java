package dev.earshot.gateway.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The parameters of admin requests.
final class Queries {
  private Queries() {}

  /// By their names; of several of one name the last counts.
  ///
  /// @param uri with or without a query
  /// @throws IllegalArgumentException where it is not percent-encoded UTF-8
  static Map<String, String> of(String uri) {
    var parameters = new HashMap<String, String>();
    var query = uri.indexOf('?');
    for (var part : (query < 0 ? "" : uri.substring(query + 1)).split("&", -1)) {
      var sign = part.indexOf('=');
      if (sign > 0) {
        parameters.put(part.substring(0, sign),
            URLDecoder.decode(part.substring(sign + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }
}
