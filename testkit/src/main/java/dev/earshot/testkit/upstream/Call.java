package dev.earshot.testkit.upstream;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a client asked for in its upgrade.
///
/// @param path without the query
/// @param query the first value of each name
/// @param headers names in lower case
public record Call(String path, Map<String, String> query, Map<String, String> headers) {
  /// @param lines of the request, without the empty last one
  static Call of(List<String> lines) throws IOException {
    var parts = lines.getFirst().split(" ", -1);
    if (parts.length != 3 || !parts[0].equals("GET")) {
      throw new IOException("request: " + lines.getFirst() + " (expected: GET)");
    }
    var uri = URI.create(parts[1]);
    var headers = new HashMap<String, String>();
    lines.stream().skip(1).forEach(line -> {
      var colon = line.indexOf(':');
      headers.put(line.substring(0, colon).strip().toLowerCase(java.util.Locale.ROOT),
          line.substring(colon + 1).strip());
    });
    var query = new HashMap<String, String>();
    var raw = uri.getRawQuery();
    if (raw != null) {
      Arrays.stream(raw.split("&", -1))
          .map(pair -> pair.split("=", 2))
          .forEach(
              pair -> query.putIfAbsent(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : ""));
    }
    return new Call(uri.getPath(), query, headers);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
