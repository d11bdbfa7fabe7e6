package dev.earshot.gateway.api;

import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.OpenApi;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// The whole API: its routes, and the document that lists them beside what the dialects serve.
public final class Api {
  private static final Operation DOCUMENT = Operation
      .of("GET", "/v1/openapi.json", "This document (OpenAPI 3.1).")
      .telling(200, "the document", Shape.any());

  private Api() {}

  /// Everything that answers requests at the port of the streams: the routes, then the dialects'.
  ///
  /// @param entrances where streams begin, for the document
  /// @param dialects their own endpoints
  public static List<Endpoint> endpoints(List<Route> routes, Callers callers,
      List<Entrance> entrances, List<Endpoint> dialects) {
    var document = new OpenApi(Stream.of(routes.stream().map(Route::operation),
        entrances.stream().flatMap(entrance -> entrance.paths().stream()).map(Operation::stream),
        dialects.stream().flatMap(endpoint -> endpoint.operations().stream()),
        Stream.of(DOCUMENT)).flatMap(all -> all).toList()).json();
    var page = new Reply(200, Map.of("cache-control", "no-cache"), "application/json", document);
    var all = new ArrayList<>(routes);
    all.add(new Route(DOCUMENT, _ -> Mono.just(page)));
    return Stream.concat(paths(all, callers), dialects.stream()).toList();
  }

  private static Stream<Endpoint> paths(List<Route> routes, Callers callers) {
    var byPath = new LinkedHashMap<String, List<Route>>();
    for (var route : routes) {
      byPath.computeIfAbsent(route.operation().path(), _ -> new ArrayList<>()).add(route);
    }
    return byPath.entrySet()
        .stream()
        .map(entry -> new ApiPath(new PathTemplate(entry.getKey()), entry.getValue(), callers))
        .sorted(Comparator.comparingInt(ApiPath::names))
        .map(path -> path);
  }
}
