package dev.earshot.core.recogniser;

import java.time.Duration;

/// Why a leg ended without its words. The kinds say who can mend it; the message is the recogniser's
/// own and holds no words of the client.
public abstract sealed class RecogniserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RecogniserException(String message, Throwable cause) {
    super(message, cause);
  }

  private RecogniserException(String message) {
    super(message);
  }

  /// It has no room now. The operator gives it more, or the client comes back.
  public static final class Busy extends RecogniserException {
    private static final long serialVersionUID = 1L;
    private final Duration after;

    /// Refuses for now.
    ///
    /// @param after when it is worth trying again
    public Busy(String message, Duration after) {
      super(message);
      this.after = after;
    }

    public Duration after() {
      return after;
    }
  }

  /// It will not serve us as we are: a missing library, a wrong key, a spent quota. The operator
  /// mends it; trying again changes nothing.
  public static final class Refused extends RecogniserException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }

  /// It broke off. Another leg may be tried at once.
  public static final class Lost extends RecogniserException {
    private static final long serialVersionUID = 1L;

    public Lost(String message, Throwable cause) {
      super(message, cause);
    }

    public Lost(String message) {
      super(message);
    }
  }

  /// What it says cannot be used: no protocol that we know, too much, or times that cannot be. Another
  /// leg may be tried at once.
  public static final class Garbled extends RecogniserException {
    private static final long serialVersionUID = 1L;

    public Garbled(String message) {
      super(message);
    }

    public Garbled(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
