package dev.earshot.gateway.upstream.wire;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.gateway.upstream.Target;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;

/// What an answer in HTTP means where a WebSocket was asked for.
final class Refusals {
  private static final Duration USUAL_WAIT = Duration.ofSeconds(5);
  private static final long LONGEST_WAIT_SECONDS = 3_600;

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

  /// Of RFC 9110 section 10.2.3; a date, which nobody sends here, is read as no answer.
  private static Duration wait(HttpResponse answer) {
    var after = answer.headers().get(HttpHeaderNames.RETRY_AFTER);
    if (after == null || !after.strip().matches("\\d{1,9}")) {
      return USUAL_WAIT;
    }
    var seconds = Long.parseLong(after.strip());
    return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_WAIT_SECONDS));
  }
}
