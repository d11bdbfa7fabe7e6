package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.openai.Minting.Outcome;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// `POST /v1/realtime/client_secrets`, and `POST /v1/realtime/transcription_sessions` of the beta: a token
/// for a browser, which brings the setup of its sessions with it.
public final class ClientSecrets implements Endpoint {
  private static final String PREFIX = "ek_";
  /// As much as a token carries.
  private static final int LONGEST_SESSION = 3_072;
  private static final int LEAST_S = 10;
  private static final int MOST_S = 7_200;
  private static final int USUAL_S = 600;
  /// As the beta does it.
  private static final int BETA_S = 60;
  private static final String CREATED = "created_at";
  private static final int OK = 200;
  private static final int BAD = 400;

  private final String path;
  private final Style style;
  private final Capabilities engine;
  private final Minting minting;
  private final Supplier<StreamId> ids;

  private ClientSecrets(String path, Style style, Capabilities engine, Minting minting,
      Supplier<StreamId> ids) {
    this.path = path;
    this.style = style;
    this.engine = engine;
    this.minting = minting;
    this.ids = ids;
  }

  /// The documented path.
  ///
  /// @param engine its languages are those that can be asked for
  /// @param ids of the sessions that are told; no stream has them
  public static ClientSecrets documented(Capabilities engine, Minting minting,
      Supplier<StreamId> ids) {
    return new ClientSecrets("/v1/realtime/client_secrets", Style.GA, engine, minting, ids);
  }

  /// The path of the beta; the parameters are those of [#documented].
  public static ClientSecrets beta(Capabilities engine, Minting minting,
      Supplier<StreamId> ids) {
    return new ClientSecrets("/v1/realtime/transcription_sessions", Style.BETA, engine, minting,
        ids);
  }

  @Override
  public Set<String> paths() {
    return Set.of(path);
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST", Preflight.METHOD);
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation.of("POST", path, "Makes a client secret, which opens a session; the "
        + "body may be left out.")
        .withKey()
        .reading(Shape.any())
        .telling(OK, "the secret and the session", Shape.any())
        .inItsOwnWords());
  }

  @Override
  public Mono<Reply> answer(Call call) {
    if (call.method().equals(Preflight.METHOD)) {
      return Mono.just(Preflight.answer(call.request()));
    }
    try {
      var wanted = wanted(call.body());
      return minting.mint(Credentials.of(call.request()), wanted.life(), wanted.carried())
          .map(outcome -> Preflight.open(reply(outcome, wanted.session())));
    } catch (FaultException e) {
      return Mono.just(Preflight.open(Refusals.reply(BAD, e.fault())));
    }
  }

  /// What is asked for.
  ///
  /// @param carried the session as the token carries it
  private record Wanted(Duration life, Session session, String carried) {}

  private Wanted wanted(String body) {
    var json = json(body);
    var usual = Session.by(engine);
    var wanted = switch (style) {
      case GA -> documented(usual, json);
      case BETA -> new Wanted(Duration.ofSeconds(BETA_S), shape().merge(usual, json), "");
    };
    var carried = Json.text(new SessionShape(Style.GA, engine).write(wanted.session));
    var bytes = carried.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_SESSION) {
      throw new FaultException(
          Fault.value("session", bytes + " bytes", "<= " + LONGEST_SESSION + " bytes of JSON"));
    }
    return new Wanted(wanted.life, wanted.session, carried);
  }

  private Wanted documented(Session usual, JsonNode json) {
    var fields = new Fields("body", json, Set.of("expires_after", "session"));
    return new Wanted(Duration.ofSeconds(life(fields)),
        fields.has("session") ? shape().merge(usual, fields.get("session")) : usual, "");
  }

  private static int life(Fields body) {
    if (!body.has("expires_after") || body.isNull("expires_after")) {
      return USUAL_S;
    }
    var after = new Fields("expires_after", body.get("expires_after"),
        Set.of("anchor", "seconds"));
    if (after.has("anchor")) {
      after.choice("anchor", Set.of(CREATED));
    }
    return after.whole("seconds", LEAST_S, MOST_S, USUAL_S);
  }

  private static JsonNode json(String body) {
    if (body.isBlank()) {
      return Json.object();
    }
    try {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new FaultException(
          Fault.invalid("invalid_json", "body: no JSON (expected: a JSON object)", null));
    }
  }

  private Reply reply(Outcome outcome, Session session) {
    return switch (outcome) {
      case Outcome.Refused(var why) -> Refusals.reply(why);
      case Outcome.Minted minted -> new Reply(OK, Map.of("cache-control", "no-store"),
          "application/json", Json.text(secret(minted, session)));
    };
  }

  private ObjectNode secret(Outcome.Minted minted, Session session) {
    var told = Json.object().put("id", new Names(ids.get()).session());
    told.setAll(shape().write(session));
    return switch (style) {
      case GA -> {
        var secret = value(Json.object(), minted);
        secret.set("session", told);
        yield secret;
      }
      case BETA -> {
        value(told.putObject("client_secret"), minted);
        yield told;
      }
    };
  }

  private static ObjectNode value(ObjectNode secret, Outcome.Minted minted) {
    return secret.put("value", PREFIX + minted.text())
        .put("expires_at", minted.expiresAt().getEpochSecond());
  }

  private SessionShape shape() {
    return new SessionShape(style, engine);
  }
}
