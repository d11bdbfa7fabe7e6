package dev.earshot.gateway.api.app;

import dev.earshot.core.app.AppDesk;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.Review;
import dev.earshot.gateway.api.ApiCall;
import dev.earshot.gateway.api.Route;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Shape;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/// What users do with apps that they see: `POST /v1/apps/{id}/enable`, `/disable` and `/review`.
public record UseRoutes(AppShelf shelf, AppDesk desk, InstantSource clock) {
  private static final String SCORE = "score";
  private static final String REVIEW = "review";
  private static final Shape OK = Shape.object(Map.of("status", Shape.text()));
  private static final Operation ENABLE = Operation
      .of("POST", "/v1/apps/{id}/enable", "Enables an app for the account, up to 200.")
      .withKey()
      .taking(OwnRoutes.id())
      .telling(200, "it is enabled, now or before", OK);
  private static final Operation DISABLE = Operation
      .of("POST", "/v1/apps/{id}/disable", "Disables an app for the account.")
      .withKey()
      .taking(OwnRoutes.id())
      .telling(200, "it is not enabled, now or before", OK);
  private static final Operation JUDGE = Operation
      .of("POST", "/v1/apps/{id}/review",
          "Keeps the account's review of an app in place of its last.")
      .withKey()
      .taking(OwnRoutes.id())
      .reading(Shape.object(Map.of(SCORE,
          new Shape(Map.of("type", "number", "minimum", 0, "maximum", 5)), REVIEW, Shape.text())))
      .telling(200, "it is kept", OK);

  /// The routes.
  public List<Route> routes() {
    return List.of(new Route(ENABLE, this::enable), new Route(DISABLE, this::disable),
        new Route(JUDGE, this::judge));
  }

  private Mono<Reply> enable(ApiCall call) {
    return seen(call).flatMap(app -> desk.enable(call.account(), app)).map(_ -> ok());
  }

  /// Also one that is seen no longer.
  private Mono<Reply> disable(ApiCall call) {
    return desk.disable(call.account(), OwnRoutes.named(call)).map(_ -> ok());
  }

  private Mono<Reply> judge(ApiCall call) {
    var body = Body.of(call, Set.of(SCORE, REVIEW));
    var score = body.amount(SCORE);
    if (!(score >= 0 && score <= Review.BEST_TENTHS / 10.0)) {
      throw new IllegalArgumentException("score: " + score + " (expected: 0..5)");
    }
    var review = new Review(call.account(), (int) Math.round(score * 10), body.text(REVIEW, ""),
        clock.instant());
    return seen(call).flatMap(app -> desk.review(app, review)).map(_ -> ok());
  }

  private Mono<AppId> seen(ApiCall call) {
    return shelf.find(OwnRoutes.named(call), call.account())
        .map(shown -> shown.app().id())
        .switchIfEmpty(Mono.error(OwnRoutes::missing));
  }

  private static Reply ok() {
    return Reply.json(200, Map.of("status", "ok"));
  }
}
