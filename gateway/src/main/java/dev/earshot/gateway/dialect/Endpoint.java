package dev.earshot.gateway.dialect;

import dev.earshot.gateway.openapi.Operation;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/// A path, or some, at which requests are answered and no stream begins.
public interface Endpoint {
  /// As much as requests of most kinds need.
  int USUAL_BODY = 16 * 1024;

  /// The paths, each as it stands in the request, or with its variable parts in braces.
  Set<String> paths();

  /// The methods that are answered here; every other one gets 405.
  Set<String> methods();

  /// What each method does at each path, but for the questions that browsers ask before they ask.
  List<Operation> operations();

  /// The answer. Cold; never fails, and has its own deadline for whatever it asks.
  Mono<Reply> answer(Call call);

  /// Whether a request for this path is answered here.
  default boolean serves(String path) {
    return paths().contains(path);
  }

  /// The longest body that is read, in bytes, up to 1 MiB; a longer one gets 413.
  default int longestBody() {
    return USUAL_BODY;
  }

  /// How a client is told that its request never came here: 405, 413.
  ///
  /// @param error one word for a program
  default Reply refuse(int status, String error, String message) {
    return Reply.problem(status, error, message);
  }

  /// How a client is told that its request cannot be read.
  default Reply refuse(Refusal.BadRequest why) {
    return Reply.of(why);
  }

  /// One request.
  ///
  /// @param body as text, empty where there is none
  record Call(String method, Request request, String body) {
    @Override
    public String toString() {
      return "Call[" + method + " " + request.path() + "]"; // a body may hold a key
    }
  }
}
