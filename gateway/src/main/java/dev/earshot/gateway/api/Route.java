package dev.earshot.gateway.api;

import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import reactor.core.publisher.Mono;

/// One method at one path of the API.
///
/// @param operation what it takes and tells; whether a key is needed
/// @param longestBody in bytes; a longer one gets 413. The longest of a path's routes counts for all
public record Route(Operation operation, int longestBody, Handler handler) {
  private static final int LONGEST = 1024 * 1024;

  /// Answers. Cold; may fail with a [dev.earshot.gateway.dialect.ProblemException], with
  /// [IllegalArgumentException] for a 400, and with anything else for a 503. Is called on an event loop
  /// and must not block.
  @FunctionalInterface
  public interface Handler {
    Mono<Reply> answer(ApiCall call);
  }

  public Route {
    if (longestBody < 0 || longestBody > LONGEST) {
      throw new IllegalArgumentException(
          "longestBody: " + longestBody + " (expected: 0.." + LONGEST + ")");
    }
  }

  /// With a body of the usual length.
  public Route(Operation operation, Handler handler) {
    this(operation, Endpoint.USUAL_BODY, handler);
  }
}
