package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a request is refused: a status, and the same words in a header and in JSON. Browsers show
/// neither; SDKs print them.
final class Refusals {
  /// The headers of every answer. What Deepgram answers allows credentials and names the origin; here
  /// nothing depends on cookies, so every page may read it.
  static final Map<String, String> HEADERS = Map.of("access-control-allow-origin", "*",
      "access-control-expose-headers",
      "dg-model-name,dg-model-uuid,dg-char-count,dg-request-id,dg-error");

  private static final int LONGEST_HEADER = 512;

  private Refusals() {}

  /// Field names are those of the wire.
  private record Told(String errCode, String errMsg, String requestId) {}

  /// @param request its id
  static Reply of(Refusal why, String request) {
    return reply(why.status(), code(why), message(why), request).retrying(why);
  }

  /// The same for what is no refusal of a stream.
  static Reply reply(int status, String code, String message, String request) {
    var headers = new LinkedHashMap<>(HEADERS);
    headers.put("dg-request-id", request);
    headers.put("dg-error", printable(message));
    return new Reply(status, headers, "application/json",
        Messages.text(new Told(code, message, request)));
  }

  private static String code(Refusal why) {
    return switch (why) {
      case Refusal.BadRequest _ -> "Bad Request";
      case Refusal.NotKnown _ -> "INVALID_AUTH";
      case Refusal.NoCredit _ -> "ASR_PAYMENT_REQUIRED";
      case Refusal.NotAllowed _ -> "INSUFFICIENT_PERMISSIONS";
      case Refusal.TooMany _ -> "TOO_MANY_REQUESTS";
      case Refusal.Busy _ -> "SERVICE_UNAVAILABLE";
      case Refusal.NoUpgrade _ -> "UPGRADE_REQUIRED";
    };
  }

  private static String message(Refusal why) {
    return switch (why) {
      case Refusal.NotKnown _ -> "Invalid credentials. " + why.message();
      case Refusal.NoCredit _ ->
        "Project does not have enough credits for an ASR request. " + why.message();
      case Refusal.BadRequest _,Refusal.NotAllowed _,Refusal.TooMany _,Refusal.Busy _,Refusal.NoUpgrade _ ->
        why.message();
    };
  }

  /// Without whatever a client has put into its parameters and a header cannot hold.
  private static String printable(String text) {
    var header = text.codePoints()
        .map(letter -> letter >= ' ' && letter <= '~' ? letter : '?')
        .limit(LONGEST_HEADER)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    return header.toString();
  }
}
