package dev.earshot.gateway.api;

import dev.earshot.gateway.api.Callers.Found;
import dev.earshot.gateway.dialect.ApiProblem;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.openapi.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One path of the API with all its routes: who may come in, and what becomes of one that fails.
final class ApiPath implements Endpoint {
  private static final Duration DEADLINE = Duration.ofSeconds(8);
  private static final String PREFLIGHT = "OPTIONS";
  private static final int NO_CONTENT = 204;
  private static final Pattern HEADERS = Pattern.compile("[A-Za-z0-9_, -]{1,1024}");

  private final PathTemplate path;
  private final Map<String, Route> routes = new TreeMap<>();
  private final Callers callers;

  /// @param routes all at this path, each with a method of its own
  ApiPath(PathTemplate path, List<Route> routes, Callers callers) {
    this.path = path;
    this.callers = callers;
    for (var route : routes) {
      if (this.routes.put(route.operation().method(), route) != null) {
        throw new IllegalArgumentException("route: " + route.operation().method() + " "
            + path.text() + " twice (expected: once)");
      }
    }
  }

  /// How many parts of the path are names.
  int names() {
    return path.names();
  }

  @Override
  public Set<String> paths() {
    return Set.of(path.text());
  }

  @Override
  public Set<String> methods() {
    var methods = new TreeSet<>(routes.keySet());
    methods.add(PREFLIGHT);
    return methods;
  }

  @Override
  public List<Operation> operations() {
    return routes.values().stream().map(Route::operation).toList();
  }

  @Override
  public boolean serves(String asked) {
    return path.match(asked).isPresent();
  }

  @Override
  public int longestBody() {
    return routes.values().stream().mapToInt(Route::longestBody).max().orElse(0);
  }

  @Override
  public Reply refuse(int status, String error, String message) {
    return open(ApiProblem.of(status).reply(message));
  }

  @Override
  public Reply refuse(Refusal.BadRequest why) {
    return open(ApiProblem.BAD_REQUEST.reply(why.message()));
  }

  @Override
  public Mono<Reply> answer(Call call) {
    if (call.method().equals(PREFLIGHT)) {
      return Mono.just(preflight(call.request()));
    }
    var route = Objects.requireNonNull(routes.get(call.method()), "method");
    return Mono.defer(() -> route.operation().keyed()
        ? callers.of(call.request()).flatMap(found -> switch (found) {
          case Found.Caller(var pass) -> handled(route, new ApiCall(call, parts(call), pass));
          case Found.Nobody(var answer) -> Mono.just(answer);
        })
        : handled(route, new ApiCall(call, parts(call), null)))
        .timeout(DEADLINE)
        .onErrorResume(failure -> Mono.just(Problems.of(failure)))
        .map(ApiPath::open);
  }

  private static Mono<Reply> handled(Route route, ApiCall call) {
    return Mono.defer(() -> route.handler().answer(call));
  }

  private Map<String, String> parts(Call call) {
    return path.match(call.request().path()).orElseThrow();
  }

  /// A page asks first whether it may show a key here. Whatever headers it names it may send.
  private Reply preflight(Request request) {
    var wanted = request.header("access-control-request-headers");
    return open(new Reply(NO_CONTENT,
        Map.of("access-control-allow-methods", String.join(", ", routes.keySet()),
            "access-control-allow-headers",
            allowed(wanted), "access-control-max-age", "600"),
        "text/plain", ""));
  }

  private static String allowed(@Nullable String wanted) {
    return wanted != null && HEADERS.matcher(wanted).matches()
        ? wanted
        : "authorization, content-type";
  }

  /// Nothing depends on cookies, so every page may read it; what an account is told is kept nowhere.
  private static Reply open(Reply reply) {
    var open = reply.with("access-control-allow-origin", "*")
        .with("access-control-expose-headers", "retry-after, www-authenticate");
    return reply.headers().containsKey("cache-control")
        ? open
        : open.with("cache-control", "no-store");
  }
}
