package dev.earshot.gateway.dialect.openai;

import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import java.util.Map;

/// Refusals as OpenAI's clients read them: `{"error":{"message","type","param","code"}}`.
final class Refusals {
  private static final int TOO_MANY = 429;

  private Refusals() {}

  /// A refusal before a session. That nothing is left to pay with is told by 429, as OpenAI does.
  static Reply reply(Refusal why) {
    return reply(status(why), fault(why)).retrying(why);
  }

  static Reply reply(int status, Fault fault) {
    var body = Json.object();
    body.set("error", fault.toJson());
    return new Reply(status, Map.of(), "application/json", Json.text(body));
  }

  private static int status(Refusal why) {
    return switch (why) {
      case Refusal.NoCredit _ -> TOO_MANY;
      case Refusal.BadRequest _,Refusal.NotKnown _,Refusal.NotAllowed _,Refusal.TooMany _,Refusal.Busy _,Refusal.NoUpgrade _ ->
        why.status();
    };
  }

  private static Fault fault(Refusal why) {
    return switch (why) {
      case Refusal.BadRequest(var problems) -> Fault.invalid("invalid_value", why.message(),
          problems.isEmpty() ? null : problems.getFirst().name());
      case Refusal.NotKnown _ -> Fault.invalid("invalid_api_key", why.message(), null);
      case Refusal.NoCredit _ -> Fault.quota(why.message());
      case Refusal.NotAllowed _ -> Fault.invalid("permission_denied", why.message(), null);
      case Refusal.TooMany _ -> new Fault("rate_limit_error", "rate_limit_exceeded",
          why.message(), null);
      case Refusal.Busy _ -> Fault.server("server_overloaded", why.message());
      case Refusal.NoUpgrade _ -> Fault.invalid("upgrade_required", why.message(), null);
    };
  }
}
