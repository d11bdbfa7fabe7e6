package dev.earshot.gateway.socket;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.stream.CreditsOverException;
import dev.earshot.core.stream.EndReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which end an error makes of a stream.
final class Causes {
  private static final Logger LOG = LoggerFactory.getLogger(Causes.class);

  private Causes() {}

  static EndReason of(Throwable error) {
    return switch (error) {
      case CreditsOverException _ -> EndReason.CREDITS_EXHAUSTED;
      case RecogniserException.Busy _ -> EndReason.RECOGNISER_BUSY;
      case RecogniserException _ -> told(error, EndReason.RECOGNISER_FAILED);
      default -> told(error, EndReason.INTERNAL);
    };
  }

  private static EndReason told(Throwable error, EndReason why) {
    LOG.warn("stream ended: {}", error.toString());
    return why;
  }
}
