package dev.earshot.gateway.api.app;

import dev.earshot.core.app.AppShelf;
import dev.earshot.gateway.api.ApiCall;
import dev.earshot.gateway.api.Route;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Parameter;
import dev.earshot.gateway.openapi.Shape;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The lists of apps: `GET /v1/apps`, `GET /v1/approved-apps`, `GET /v1/apps/popular`, and whether whoever
/// calls tests some, `GET /v1/apps/tester/check`. Long lists are written off the event loops: a thousand apps
/// take milliseconds, and there are frames of sound to be read.
public record ListRoutes(AppShelf shelf) {
  private static final String INCLUDE = "include_reviews";
  private static final Parameter REVIEWS = Parameter.query(INCLUDE,
      "whether each app comes with its newest reviews, 20 at the most", Shape.flag());
  private static final Operation MINE = Operation
      .of("GET", "/v1/apps",
          "All apps that the account sees: public ones, its own, and those that it tests.")
      .withKey()
      .taking(REVIEWS)
      .telling(200, "the apps: up to 1,000 public ones, 200 of the account's, 200 that it tests",
          Shape.listOf(AppTold.shapeForUser()));
  private static final Operation APPROVED = Operation
      .of("GET", "/v1/approved-apps", "All public apps.")
      .taking(REVIEWS)
      .telling(200, "the apps, up to 1,000", Shape.listOf(AppTold.shape()));
  private static final Operation POPULAR = Operation
      .of("GET", "/v1/apps/popular", "Public apps that an operator calls popular.")
      .withKey()
      .telling(200, "the apps, up to 100", Shape.listOf(AppTold.shape()));
  private static final Operation CHECK = Operation
      .of("GET", "/v1/apps/tester/check", "Whether the account tests apps; up to 30 s old.")
      .withKey()
      .telling(200, "the answer", Shape.object(Map.of("is_tester", Shape.flag())));

  /// The routes.
  public List<Route> routes() {
    return List.of(new Route(MINE, this::mine), new Route(APPROVED, this::approved),
        new Route(POPULAR, _ -> shelf.popular()
            .map(page -> Reply.json(200, AppTold.json(page, false)))),
        new Route(CHECK, call -> shelf.isTester(call.account())
            .map(isTester -> Reply.json(200, Map.of("is_tester", isTester)))));
  }

  private Mono<Reply> mine(ApiCall call) {
    var withReviews = withReviews(call);
    return shelf.of(call.account(), withReviews)
        .publishOn(Schedulers.parallel())
        .map(apps -> Reply.json(200, AppTold.json(apps, call.account(), withReviews)));
  }

  private Mono<Reply> approved(ApiCall call) {
    var withReviews = withReviews(call);
    return shelf.approved(withReviews)
        .publishOn(Schedulers.parallel())
        .map(page -> Reply.json(200, AppTold.json(page, withReviews)));
  }

  private static boolean withReviews(ApiCall call) {
    var asked = call.query(INCLUDE);
    return switch (asked) {
      case null -> false;
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException(INCLUDE
          + ": something else (expected: true or false)");
    };
  }
}
