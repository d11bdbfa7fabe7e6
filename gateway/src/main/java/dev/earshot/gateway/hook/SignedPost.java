package dev.earshot.gateway.hook;

import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.HookSignature;
import dev.earshot.core.integration.Outcome;
import dev.earshot.core.integration.Outcome.Delivered;
import dev.earshot.core.integration.Outcome.Failed;
import dev.earshot.core.integration.Outcome.Failure;
import dev.earshot.core.integration.Outcome.Gone;
import dev.earshot.gateway.outgoing.OutgoingException;
import dev.earshot.gateway.outgoing.Poster;
import dev.earshot.gateway.outgoing.Reply;
import dev.earshot.gateway.outgoing.Request;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Posts a batch with its signature and its id, and says what the answer means.
///
/// @param clock dates each attempt
record SignedPost(Poster poster, InstantSource clock) {
  static final String EVENT_ID = "Earshot-Event-Id";

  /// Cold; does not fail for what the other side does.
  Mono<Outcome> post(String url, String secret, Batch batch) {
    return Mono.defer(() -> {
      var body = HookBody.of(batch);
      return poster.post(new Request(url, Map.of(HookSignature.HEADER,
          HookSignature.of(secret, clock.instant(), body.getBytes(StandardCharsets.UTF_8)),
          EVENT_ID, batch.eventId()), body, 0));
    })
        .map(SignedPost::meaning)
        .onErrorResume(OutgoingException.class,
            error -> Mono.just(new Failed(error.failure())));
  }

  private static Outcome meaning(Reply reply) {
    var status = reply.status();
    if (status < 300) {
      return new Delivered();
    }
    if (status == 410) {
      return new Gone();
    }
    return new Failed(status < 400 ? Failure.REDIRECT : Failure.STATUS, reply.retryAfter());
  }
}
