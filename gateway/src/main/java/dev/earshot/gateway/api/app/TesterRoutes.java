package dev.earshot.gateway.api.app;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppChange;
import dev.earshot.core.app.AppChange.Approve;
import dev.earshot.core.app.AppChange.Feature;
import dev.earshot.core.app.AppDesk;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Tester;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.operator.OperatorScope;
import dev.earshot.gateway.admin.OperatorCalls;
import dev.earshot.gateway.admin.OperatorCalls.Deed;
import dev.earshot.gateway.api.ApiCall;
import dev.earshot.gateway.api.Problems;
import dev.earshot.gateway.api.Route;
import dev.earshot.gateway.dialect.ApiProblem;
import dev.earshot.gateway.dialect.ProblemException;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Parameter;
import dev.earshot.gateway.openapi.Shape;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// What operators decide about apps, as in the seed system at the port of the streams, with a key of the
/// operations port in the header `secret-key`: who tests (`/v1/apps/tester`, `/v1/apps/tester/access`),
/// and which apps everybody sees (`/v1/apps/{id}/approve`, `/reject`, `/popular`).
///
/// Each of these calls is a deed in the operators' log.
///
/// @param operators knows the keys, and writes down what is done
public record TesterRoutes(AppDesk desk, OperatorCalls operators, InstantSource clock) {
  private static final String SECRET = "secret-key";
  private static final String UID = "uid";
  private static final String APPS = "apps";
  private static final String APP_ID = "app_id";
  private static final String VALUE = "value";
  private static final Shape OK = Shape.object(Map.of("status", Shape.text()));
  private static final Shape ACCESS = Shape
      .object(Map.of(UID, Shape.text(), APP_ID, Shape.text()));

  /// The routes.
  public List<Route> routes() {
    return List.of(
        route("testers.create",
            operation("POST", "/v1/apps/tester", "Makes an account a tester of these apps.")
                .reading(Shape.object(
                    Map.of(UID, Shape.text(), APPS, Shape.listOf(Shape.text())))),
            this::add),
        route("testers.delete",
            operation("DELETE", "/v1/apps/tester", "The account tests no longer, at once.")
                .reading(Shape.object(Map.of(UID, Shape.text()))),
            this::remove),
        route("testers.grant",
            operation("POST", "/v1/apps/tester/access", "Lets a tester see one app more.")
                .reading(ACCESS),
            this::grant),
        route("testers.revoke", operation("DELETE", "/v1/apps/tester/access",
            "Takes one app from a tester, at once.").reading(ACCESS), this::revoke),
        route("apps.approve",
            operation("POST", "/v1/apps/{id}/approve", "Shows an app to everybody.")
                .taking(OwnRoutes.id()),
            call -> changed(call, new Approve(true))),
        route("apps.reject",
            operation("POST", "/v1/apps/{id}/reject", "Shows an app to everybody no longer.")
                .taking(OwnRoutes.id()),
            call -> changed(call, new Approve(false))),
        route("apps.popular",
            operation("PATCH", "/v1/apps/{id}/popular", "Puts an app among the popular ones.")
                .taking(OwnRoutes.id())
                .taking(new Parameter(VALUE, Parameter.Where.QUERY, "false: takes it out", true,
                    Shape.flag())),
            call -> changed(call, new Feature(flag(call)))));
  }

  private static Operation operation(String method, String path, String summary) {
    return Operation.of(method, path, summary)
        .taking(Parameter.header(SECRET, "a key of the operations port with the scope testers",
            Shape.text()))
        .telling(200, "it is done", OK);
  }

  /// Nobody learns what a request would do who may not make it: the key is asked for first.
  private Route route(String action, Operation operation, Route.Handler handler) {
    return new Route(operation, call -> {
      var key = call.header(SECRET);
      var change = Mono.defer(() -> handler.answer(call))
          .onErrorResume(why -> Mono.fromSupplier(() -> Problems.of(why)));
      return (key == null
          ? Mono.<Reply>empty()
          : operators.answer(key, () -> deed(action, call), change))
          .switchIfEmpty(Mono.error(() -> new ProblemException(ApiProblem.FORBIDDEN, SECRET
              + ": missing or wrong (expected: a key of the operations port, scope testers)")));
    });
  }

  /// Whatever of it can be read: also what will be refused is written down.
  private static Deed deed(String action, ApiCall call) {
    var body = Body.glance(call);
    var app = call.parts().getOrDefault("id", body.path(APP_ID).asText(""));
    var isTaken = action.equals("apps.popular")
        && call.call().request().query().getOrDefault(VALUE, List.of()).contains("false");
    return new Deed(OperatorScope.TESTERS, isTaken ? "apps.unpopular" : action,
        body.path(UID).asText(""), app);
  }

  private Mono<Reply> add(ApiCall call) {
    var body = Body.of(call, Set.of(UID, APPS));
    return desk.addTester(said(() -> new Tester(new AccountId(body.text(UID)),
        body.texts(APPS).stream().map(AppId::new).collect(Collectors.toSet()),
        clock.instant()))).thenReturn(ok());
  }

  private Mono<Reply> remove(ApiCall call) {
    var body = Body.of(call, Set.of(UID));
    return desk.removeTester(said(() -> new AccountId(body.text(UID)))).map(TesterRoutes::done);
  }

  private Mono<Reply> grant(ApiCall call) {
    var body = Body.of(call, Set.of(UID, APP_ID));
    var user = said(() -> new AccountId(body.text(UID)));
    var id = said(() -> new AppId(body.text(APP_ID)));
    return desk.find(id)
        .switchIfEmpty(Mono.error(OwnRoutes::missing))
        .flatMap(app -> desk.grant(user, app.id()))
        .map(TesterRoutes::done);
  }

  /// Also of an app that is gone.
  private Mono<Reply> revoke(ApiCall call) {
    var body = Body.of(call, Set.of(UID, APP_ID));
    return desk.revoke(said(() -> new AccountId(body.text(UID))),
        said(() -> new AppId(body.text(APP_ID)))).map(TesterRoutes::done);
  }

  private Mono<Reply> changed(ApiCall call, AppChange change) {
    Mono<App> changed = desk.change(OwnRoutes.named(call), change);
    return changed.map(_ -> ok()).switchIfEmpty(Mono.error(OwnRoutes::missing));
  }

  private static Reply done(boolean wasTester) {
    if (!wasTester) {
      throw new ProblemException(ApiProblem.NOT_FOUND, "uid: no tester (expected: one)");
    }
    return ok();
  }

  private static boolean flag(ApiCall call) {
    var value = call.query(VALUE);
    if (!"true".equals(value) && !"false".equals(value)) {
      throw Body.wrong(VALUE + ": missing or wrong (expected: true or false)");
    }
    return "true".equals(value);
  }

  private static <T> T said(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw Body.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Reply ok() {
    return Reply.json(200, Map.of("status", "ok"));
  }
}
