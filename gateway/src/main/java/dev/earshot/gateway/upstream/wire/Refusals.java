package dev.earshot.gateway.upstream.wire;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.gateway.outgoing.RetryAfter;
import dev.earshot.gateway.upstream.Target;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;

/// What an answer in HTTP means where a WebSocket was asked for.
final class Refusals {
  private static final Duration USUAL_WAIT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  private Refusals() {}

  static RecogniserException of(HttpResponse answer, Target target) {
    var status = answer.status().code();
    var message = target + " answered " + status;
    return switch (status) {
      case 401, 402, 403 -> new Refused(message);
      case 429, 503 -> new Busy(message, wait(answer));
      default -> new Lost(message);
    };
  }

  private static Duration wait(HttpResponse answer) {
    return RetryAfter.of(answer)
        .map(asked -> asked.isZero() ? SHORTEST_WAIT : asked)
        .orElse(USUAL_WAIT);
  }
}
