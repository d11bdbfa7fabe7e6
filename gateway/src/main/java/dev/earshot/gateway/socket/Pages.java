package dev.earshot.gateway.socket;

import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Endpoint.Call;
import dev.earshot.gateway.dialect.Refusal;
import dev.earshot.gateway.dialect.Reply;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// Answers requests that are not for a stream: the console's files and the dialects' endpoints.
final class Pages {
  private final StreamDesk desk;

  Pages(StreamDesk desk) {
    this.desk = desk;
  }

  /// The answer. Cold; never fails.
  Mono<Reply> answer(FullHttpRequest request) {
    var path = Requests.path(request);
    var page = desk.console().at(path);
    if (page.isPresent()) {
      return Mono.just(request.method().equals(HttpMethod.GET)
          ? HttpAnswer.page(page.get())
          : HttpAnswer.notAllowed(Set.of("GET")));
    }
    return desk.endpointAt(path)
        .map(endpoint -> answer(endpoint, request))
        .orElseGet(() -> Mono.just(streamsOnly(path)));
  }

  private static Mono<Reply> answer(Endpoint endpoint, FullHttpRequest request) {
    if (!endpoint.methods().contains(request.method().name())) {
      return Mono.just(HttpAnswer.notAllowed(endpoint));
    }
    try {
      return endpoint.answer(new Call(request.method().name(), Requests.read(request),
          request.content().toString(StandardCharsets.UTF_8)));
    } catch (BadRequestException e) {
      return Mono.just(endpoint.refuse(new Refusal.BadRequest(e.problems())));
    }
  }

  private Reply streamsOnly(String path) {
    if (desk.entrances().stream().anyMatch(entrance -> entrance.paths().contains(path))) {
      return Reply.of(new Refusal.NoUpgrade());
    }
    return Reply.problem(404, "not_found", "path: expected one of " + Stream
        .concat(desk.entrances().stream().flatMap(e -> e.paths().stream()),
            desk.endpoints().stream().flatMap(e -> e.paths().stream()))
        .sorted()
        .distinct()
        .toList());
  }
}
