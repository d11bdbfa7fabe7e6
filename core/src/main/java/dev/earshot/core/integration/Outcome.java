package dev.earshot.core.integration;

import java.time.Duration;

/// What became of an attempt to deliver a batch.
public sealed interface Outcome {
  /// It was taken (2xx).
  record Delivered() implements Outcome {}

  /// The other side wants nothing more, ever (410).
  record Gone() implements Outcome {}

  /// It was not taken, or nobody knows whether it was; the same batch is sent again.
  ///
  /// @param after not before so long, as the other side has asked; zero where it has not
  record Failed(Failure why, Duration after) implements Outcome {
    /// Whenever we like.
    public Failed(Failure why) {
      this(why, Duration.ZERO);
    }
  }

  /// What went wrong.
  enum Failure {
    /// An answer that is neither 2xx nor 410.
    STATUS,
    /// An answer that sends us elsewhere: we do not go.
    REDIRECT,
    /// No answer within the deadline.
    TIMEOUT,
    /// No connection, no TLS, or one that broke.
    UNREACHABLE,
    /// Its name has no address.
    NO_ADDRESS,
    /// Its address is inside a network, or it is not asked for with https: nothing is sent there.
    FORBIDDEN,
    /// We have as many deliveries under way as we may.
    BUSY
  }
}
