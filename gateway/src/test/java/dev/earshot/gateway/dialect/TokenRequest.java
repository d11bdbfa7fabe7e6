package dev.earshot.gateway.dialect;

import dev.earshot.core.identity.StreamId;
import dev.earshot.gateway.dialect.Endpoint.Call;
import dev.earshot.gateway.dialect.deepgram.GrantEndpoint;
import dev.earshot.gateway.dialect.openai.ClientSecrets;
import dev.earshot.gateway.dialect.openai.Minting.Outcome;
import dev.earshot.gateway.dialect.openai.OpenAiEntrance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/// A request for a token, with any body: it gets a token of a life within bounds, or 400 and a reason.
final class TokenRequest {
  private static final StreamId STREAM = new StreamId(new UUID(1, 2));
  private static final int LONGEST_SETUP = 3_072;

  private TokenRequest() {}

  static void grant(String body) {
    var endpoint = new GrantEndpoint((_, life) -> {
      check(life, 1, 3_600);
      return Mono.just(
          new dev.earshot.gateway.dialect.deepgram.Minting.Minted.Token("token", life));
    }, STREAM::toString);
    answer(endpoint, body);
  }

  static void betaSecret(String body) {
    answer(ClientSecrets.beta(AnyClient.ENGINE, (_, life, carried) -> minted(life, carried),
        () -> STREAM), body);
  }

  /// What the token carries sets a session up as its answer says.
  static void secret(String body) {
    var token = new AtomicReference<>("");
    var reply = answer(ClientSecrets.documented(AnyClient.ENGINE, (_, life, carried) -> {
      token.set(carried);
      return minted(life, carried);
    }, () -> STREAM), body);
    if (reply.status() != 200) {
      return;
    }
    var dialect = new OpenAiEntrance(AnyClient.ENGINE)
        .open(new Request("/v1/realtime", Map.of("intent", List.of("transcription")), Map.of()))
        .dialect()
        .apply(STREAM);
    dialect.preset(token.get());
    var greeted = StrictJson.read(dialect.greeting().getFirst()).path("session");
    var asked = StrictJson.read(reply.body()).path("session");
    // the request for the stream names the model: none was named there
    var model = asked.at("/audio/input/transcription/model").asText();
    if (model.equals(AnyClient.ENGINE.name()) && !greeted.equals(asked)) {
      throw new AssertionError("greeted: " + greeted + " (expected: " + asked + ")");
    }
  }

  private static Mono<Outcome> minted(Duration life, String carried) {
    check(life, 10, 7_200);
    if (carried.getBytes(StandardCharsets.UTF_8).length > LONGEST_SETUP) {
      throw new AssertionError("carried: " + carried);
    }
    return Mono.just(new Outcome.Minted("token", Instant.EPOCH.plus(life)));
  }

  private static Reply answer(Endpoint endpoint, String body) {
    var request = new Request(endpoint.paths().iterator().next(), Map.of(), "Bearer key");
    var reply = Objects.requireNonNull(
        endpoint.answer(new Call("POST", request, body)).block(Duration.ofSeconds(5)));
    var isGranted = reply.status() == 200;
    if ((!isGranted && reply.status() != 400)
        || (isGranted && !body.isBlank() && StrictJson.isBroken(body))) {
      throw new AssertionError(reply + " (expected: 200 for JSON, or 400): " + body);
    }
    StrictJson.read(reply.body());
    return reply;
  }

  private static void check(Duration life, int least, int most) {
    if (life.toSeconds() < least || life.toSeconds() > most) {
      throw new AssertionError("life: " + life + " (expected: " + least + ".." + most + " s)");
    }
  }
}
