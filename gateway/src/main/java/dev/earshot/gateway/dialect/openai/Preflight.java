package dev.earshot.gateway.dialect.openai;

import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Request;
import java.util.Map;
import java.util.regex.Pattern;

/// Lets pages of any origin read an answer (CORS): what lets somebody in is the key in a header, which no
/// browser adds by itself.
final class Preflight {
  static final String METHOD = "OPTIONS";

  private static final int NO_CONTENT = 204;
  private static final Pattern HEADERS = Pattern.compile("[A-Za-z0-9\\-, ]{1,1024}");
  private static final String USUAL = "authorization, content-type, api-key, openai-beta";

  private Preflight() {}

  /// The answer to a browser that asks before it asks.
  static Reply answer(Request request) {
    var wanted = request.header("access-control-request-headers");
    return open(new Reply(NO_CONTENT,
        Map.of("access-control-allow-methods", "POST", "access-control-allow-headers",
            wanted != null && HEADERS.matcher(wanted).matches() ? wanted : USUAL,
            "access-control-max-age", "600"),
        "text/plain", ""));
  }

  /// The same answer, for every page.
  static Reply open(Reply reply) {
    return reply.with("access-control-allow-origin", "*");
  }
}
