package dev.earshot.firestore;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// Why the store did not do what it was asked. The kinds say who can mend it; no key and no use of
/// an account is in the message.
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// No answer came in time. Whether it was done is unknown: ask again with the same words.
  public static final class Late extends StoreException {
    private static final long serialVersionUID = 1L;

    Late(Duration deadline, Throwable cause) {
      super("firestore: no answer (expected: one within " + deadline + ")", cause);
    }
  }

  /// Firestore is away or failed. Whether it was done is unknown: ask again with the same words.
  public static final class Lost extends StoreException {
    private static final long serialVersionUID = 1L;

    Lost(String what, @Nullable Throwable cause) {
      super("firestore: " + what + " (expected: OK)", cause);
    }
  }

  /// Firestore does not do this for us: rights, a database or an index that is missing, a name that
  /// is none. Nothing was done. The operator mends it; trying again changes nothing.
  public static final class Refused extends StoreException {
    private static final long serialVersionUID = 1L;

    Refused(String what, Throwable cause) {
      super("firestore: " + what + " (expected: rights, indexes and settings as the operations"
          + " page asks for them)", cause);
    }
  }

  /// As much is under way and waiting as may be. Nothing was done; ask again later.
  public static final class Full extends StoreException {
    private static final long serialVersionUID = 1L;

    Full(int inFlight, int waiting) {
      super("in flight: " + inFlight + ", waiting: " + waiting
          + " (expected: fewer; Firestore does not keep up)", null);
    }
  }

  /// A document is not as anybody of ours writes it. Nothing was done. A month's document may be
  /// deleted: it is made again from the hours.
  public static final class Broken extends StoreException {
    private static final long serialVersionUID = 1L;

    Broken(String path, String field, String expected) {
      super(field + ": missing or wrong in " + path + " (expected: " + expected + ")", null);
    }
  }

  /// The intent is of a month so long ago that nobody knows any more whether it was charged. Nothing
  /// was done, and nothing ever will be: a person decides.
  public static final class TooOld extends StoreException {
    private static final long serialVersionUID = 1L;

    TooOld(String intent, YearMonth month, Instant until) {
      super("settle " + intent + ": of " + month + " (expected: sent before " + until
          + "; it is no longer known whether it was charged)", null);
    }
  }

  /// The store was closed before it was asked. A mistake of the program.
  public static final class Closed extends StoreException {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("store: closed (expected: open)", null);
    }
  }
}
