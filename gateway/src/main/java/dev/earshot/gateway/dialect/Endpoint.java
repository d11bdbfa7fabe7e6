package dev.earshot.gateway.dialect;

import java.util.Set;
import reactor.core.publisher.Mono;

/// A path of a dialect at which requests are answered and no stream begins.
public interface Endpoint {
  /// Room for a body in which somebody asks for something.
  int USUAL_BYTES = 16 * 1024;

  /// The paths, each as it stands in the request.
  Set<String> paths();

  /// The methods that are answered here; every other one gets 405.
  Set<String> methods();

  /// The longest body that is read here, in bytes; a longer one gets 413.
  default int mostBytes() {
    return USUAL_BYTES;
  }

  /// The answer. Cold; never fails, and has its own deadline for whatever it asks.
  Mono<Reply> answer(Call call);

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
