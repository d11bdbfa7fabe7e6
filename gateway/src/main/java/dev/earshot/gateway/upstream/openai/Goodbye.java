package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import java.time.Duration;

/// What it means that a server closes: none does while all is well.
final class Goodbye {
  private static final Duration FULL = Duration.ofSeconds(5);

  private Goodbye() {}

  /// @param name of the server
  /// @param code of RFC 6455; 3000 is unauthorized in IANA's registry
  static RecogniserException of(String name, int code) {
    var message = name + " closed with " + code;
    return switch (code) {
      case 1008, 3000 -> new Refused(message);
      case 1013 -> new Busy(message, FULL);
      default -> new Lost(message);
    };
  }
}
