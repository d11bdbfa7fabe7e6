package dev.earshot.gateway.api;

import dev.earshot.gateway.dialect.ApiProblem;
import dev.earshot.gateway.dialect.ProblemException;
import dev.earshot.gateway.dialect.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a handler that fails.
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String COME_BACK_S = "5";

  private Problems() {}

  /// What a client can mend is told to it; the rest is ours, and is logged.
  public static Reply of(Throwable failure) {
    return switch (failure) {
      case ProblemException told -> told.reply();
      case IllegalArgumentException wrong ->
        ApiProblem.BAD_REQUEST.reply(String.valueOf(wrong.getMessage()));
      default -> {
        LOG.warn("request could not be answered: {}", failure.toString());
        yield away();
      }
    };
  }

  /// Somebody who has to be asked does not answer.
  static Reply away() {
    return ApiProblem.UNAVAILABLE.reply("store: no answer (expected: one; ask again)")
        .with("retry-after", COME_BACK_S);
  }
}
