package dev.earshot.gateway.dialect;

import dev.earshot.gateway.dialect.BadRequestException.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An HTTP answer as a value.
///
/// @param status of RFC 9110
/// @param headers beside those that every answer has
/// @param type of the body's media
public record Reply(int status, Map<String, String> headers, String type, String body) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  /// This value as JSON.
  public static Reply json(int status, Object value) {
    return new Reply(status, Map.of(), "application/json", SecretJson.write(value));
  }

  /// What is wrong, for nobody's dialect.
  ///
  /// @param error one word for a program
  public static Reply problem(int status, String error, String message) {
    return json(status, new Told(error, message, List.of()));
  }

  /// A refusal in the gateway's own words.
  public static Reply of(Refusal why) {
    var problems = why instanceof Refusal.BadRequest(var all) ? all : List.<Problem>of();
    return json(why.status(), new Told(why.error(), why.message(), problems)).retrying(why);
  }

  /// The same, with the time to come back that this refusal names.
  public Reply retrying(Refusal why) {
    return switch (why) {
      case Refusal.TooMany(_, var after) -> with("retry-after", seconds(after));
      case Refusal.Busy(_, var after) -> with("retry-after", seconds(after));
      case Refusal.BadRequest _,Refusal.NotKnown _,Refusal.NoCredit _,Refusal.NotAllowed _,Refusal.NoUpgrade _ ->
        this;
    };
  }

  /// The same with one more header.
  public Reply with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, type, body);
  }

  private static String seconds(Duration time) {
    return String.valueOf(Math.ceilDiv(time.toMillis(), 1_000));
  }

  private record Told(String error, String message, List<Problem> problems) {}
}
