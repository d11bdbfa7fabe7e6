package dev.earshot.gateway.dialect.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Refusal.NotKnown;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish.Credential;
import dev.earshot.gateway.dialect.deepgram.Minting.Minted;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Shape;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// `POST /v1/auth/grant`: a token for a client that must not have the key, such as a page in a browser.
/// The body may say `{"ttl_seconds": 1..3600}`; 30 s where it does not.
public final class GrantEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(GrantEndpoint.class);
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Duration COME_BACK = Duration.ofSeconds(5);
  private static final int LIFE_S = 30;
  private static final int LONGEST_LIFE_S = 3_600;
  private static final String PREFLIGHT = "OPTIONS";
  private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9_, -]{1,1024}");

  private final Minting minting;
  private final Supplier<String> ids;

  /// @param ids gives each request its own id
  public GrantEndpoint(Minting minting, Supplier<String> ids) {
    this.minting = minting;
    this.ids = ids;
  }

  private record Granted(String accessToken, long expiresIn) {
    @Override
    public String toString() {
      return "Granted[" + expiresIn + "]"; // the token belongs into no log
    }
  }

  @Override
  public Set<String> paths() {
    return Set.of("/v1/auth/grant");
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST", PREFLIGHT);
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation.of("POST", "/v1/auth/grant", "Makes a short-lived token that opens "
        + "streams; the body may be left out.")
        .withKey()
        .reading(Shape.object(Map.of("ttl_seconds", Shape.amount())))
        .telling(200, "the token", Shape.object(Map.of("access_token", Shape.text(), "expires_in",
            Shape.amount())))
        .inItsOwnWords());
  }

  @Override
  public Mono<Reply> answer(Call call) {
    if (call.method().equals(PREFLIGHT)) {
      return Mono.just(preflight(call.request()));
    }
    var id = ids.get();
    return switch (ShownKey.of(call.request()).credential()) {
      case Credential.Shown(var key) -> grant(key, call.body(), id);
      case Credential.Missing _ -> Mono.just(
          Refusals.of(new NotKnown(NotKnown.Why.MISSING), id));
      case Credential.Follows _ -> throw new IllegalArgumentException(
          "key: follows (expected: in the request)");
    };
  }

  private Mono<Reply> grant(String key, String body, String id) {
    var seconds = body.isBlank() ? LIFE_S : seconds(Messages.read(body));
    if (seconds < 1 || seconds > LONGEST_LIFE_S) {
      return Mono.just(Refusals.of(Refusal.BadRequest.with("ttl_seconds", "unusable",
          "a JSON object with 1.." + LONGEST_LIFE_S + ", or nothing for " + LIFE_S), id));
    }
    return minting.mint(key, Duration.ofSeconds(seconds))
        .timeout(DEADLINE)
        .map(minted -> reply(minted, id))
        .onErrorResume(error -> {
          LOG.warn("token could not be made: {}", error.toString());
          return Mono.just(Refusals.of(new Refusal.Busy(
              "store: no answer (expected: one within " + DEADLINE.toMillis() + " ms)", COME_BACK),
              id));
        });
  }

  private static Reply reply(Minted minted, String id) {
    return switch (minted) {
      case Minted.Refused(var why) -> Refusals.of(why, id);
      case Minted.Token(var text, var life) -> {
        var headers = new LinkedHashMap<>(Refusals.HEADERS);
        headers.put("dg-request-id", id);
        headers.put("cache-control", "no-store");
        yield new Reply(200, headers, "application/json",
            Messages.text(new Granted(text, life.toSeconds())));
      }
    };
  }

  /// 0, which is in no range, where it is none.
  private static int seconds(JsonNode body) {
    var seconds = body.path("ttl_seconds");
    if (body.isObject() && (seconds.isMissingNode() || seconds.isNull())) {
      return LIFE_S;
    }
    return seconds.isIntegralNumber() && seconds.canConvertToInt() ? seconds.asInt() : 0;
  }

  /// A page asks first whether it may show a key here. Whatever headers it names it may send.
  private static Reply preflight(Request request) {
    var wanted = request.header("access-control-request-headers");
    var allowed = wanted != null && HEADER_NAMES.matcher(wanted).matches()
        ? wanted
        : "authorization, content-type";
    var headers = new LinkedHashMap<>(Map.of("access-control-allow-methods", "POST",
        "access-control-allow-headers", allowed, "access-control-max-age", "600"));
    headers.putAll(Refusals.HEADERS);
    return new Reply(204, headers, "text/plain", "");
  }
}
