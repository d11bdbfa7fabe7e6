package dev.earshot.gateway.api.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.app.App;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppChange.Describe;
import dev.earshot.core.app.AppDesk;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.ShownApp;
import dev.earshot.gateway.api.ApiCall;
import dev.earshot.gateway.api.Route;
import dev.earshot.gateway.dialect.ApiProblem;
import dev.earshot.gateway.dialect.ProblemException;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Parameter;
import dev.earshot.gateway.openapi.Shape;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/// One app and its owner: `POST /v1/apps`, and `GET`, `PATCH`, `DELETE /v1/apps/{id}`.
///
/// @param draws makes what tells ids apart: 1 to 64 letters, digits and `-`; must not block
/// @param secrets makes of an app's id what signs that which it is told; its owner alone reads it
public record OwnRoutes(AppShelf shelf, AppDesk desk, InstantSource clock,
    Supplier<String> draws, UnaryOperator<String> secrets) {
  private static final String PATH = "/v1/apps/{id}";
  private static final int LONGEST_SLUG = 48;
  private static final Shape APP = AppTold.shapeForUser();
  private static final Operation MAKE = Operation
      .of("POST", "/v1/apps", "Makes an app of the account's, up to 200.")
      .withKey()
      .reading(AppSaid.shape())
      .telling(201, "the app", APP);
  private static final Operation SHOW = Operation
      .of("GET", PATH, "One app; a private one only for its owner and for who tests it.")
      .withKey()
      .taking(id())
      .telling(200, "the app", APP);
  private static final Operation CHANGE = Operation
      .of("PATCH", PATH, "Changes what the body names of an app of the account's.")
      .withKey()
      .taking(id())
      .reading(AppSaid.shape())
      .telling(200, "the app", APP);
  private static final Operation DELETE = Operation
      .of("DELETE", PATH, "Deletes an app of the account's, for ever.")
      .withKey()
      .taking(id())
      .telling(200, "it is gone", Shape.object(Map.of("status", Shape.text())));

  /// The routes.
  public List<Route> routes() {
    return List.of(new Route(MAKE, AppSaid.LONGEST_BODY, this::make),
        new Route(SHOW, this::show), new Route(CHANGE, AppSaid.LONGEST_BODY, this::change),
        new Route(DELETE, this::delete));
  }

  /// The part of the path that names an app.
  static Parameter id() {
    return Parameter.part("id", "of the app", Shape.text());
  }

  /// The app that the path names.
  ///
  /// @throws ProblemException where no app can have this name
  static AppId named(ApiCall call) {
    try {
      return new AppId(call.part("id"));
    } catch (IllegalArgumentException e) {
      throw missing();
    }
  }

  /// There is no app of this name, or none that whoever calls may see: which of them is told to nobody.
  static ProblemException missing() {
    return new ProblemException(ApiProblem.NOT_FOUND,
        "app: not there (expected: the id of an app that the account sees)");
  }

  private Mono<Reply> make(ApiCall call) {
    var said = AppSaid.of(call);
    var owner = call.account();
    return desk.ownedBy(owner).flatMap(owned -> {
      if (owned.size() >= AppCatalog.MOST_OWNED) {
        throw new ProblemException(ApiProblem.CONFLICT, "apps: " + owned.size()
            + " (expected: fewer than " + AppCatalog.MOST_OWNED + "; delete one)");
      }
      var listing = said.listing();
      var app = App.fresh(new AppId(slug(listing.name()) + draws.get()), owner, listing,
          said.isPrivate(), clock.instant());
      return desk.create(app).map(isNew -> {
        if (!isNew) {
          throw new ProblemException(ApiProblem.CONFLICT, "app: made already (expected: once)");
        }
        return reply(201, call, app);
      });
    });
  }

  private Mono<Reply> show(ApiCall call) {
    return shelf.find(named(call), call.account())
        .map(shown -> Reply.json(200, told(shown, call, true)))
        .switchIfEmpty(Mono.error(OwnRoutes::missing));
  }

  private Mono<Reply> change(ApiCall call) {
    return mine(call).flatMap(app -> {
      var said = AppSaid.of(call, app);
      return desk.change(app.id(), new Describe(said.listing(), said.isPrivate()));
    }).switchIfEmpty(Mono.error(OwnRoutes::missing)).map(app -> reply(200, call, app));
  }

  private Mono<Reply> delete(ApiCall call) {
    return mine(call).flatMap(app -> desk.delete(app.id()))
        .switchIfEmpty(Mono.error(OwnRoutes::missing))
        .map(_ -> Reply.json(200, Map.of("status", "ok")));
  }

  /// The app as the store has it now, if it is that of whoever calls. Who sees it and does not own it is
  /// told so; who may not see it is told nothing.
  private Mono<App> mine(ApiCall call) {
    var id = named(call);
    return desk.find(id)
        .filter(app -> app.isOwnedBy(call.account()))
        .switchIfEmpty(shelf.find(id, call.account())
            .flatMap(_ -> Mono.error(
                new ProblemException(ApiProblem.FORBIDDEN,
                    "app: another account's (expected: one of your own)"))));
  }

  private Reply reply(int status, ApiCall call, App app) {
    return Reply.json(status, told(new ShownApp(app, false, List.of()), call, false));
  }

  private ObjectNode told(ShownApp shown, ApiCall call, boolean withReviews) {
    var json = AppTold.json(shown, call.account(), withReviews);
    if (shown.app().isOwnedBy(call.account())
        && json.get("external_integration") instanceof ObjectNode integration) {
      integration.put("signing_secret", secrets.apply(shown.app().id().value()));
    }
    return json;
  }

  /// The part of an id that people recognise, with a hyphen behind it; empty where nothing is left.
  private static String slug(String name) {
    var slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
    var cut = slug.substring(0, Math.min(LONGEST_SLUG, slug.length()));
    return cut.isEmpty() || cut.endsWith("-") ? cut : cut + "-";
  }
}
