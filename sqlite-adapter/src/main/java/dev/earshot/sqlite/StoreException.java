package dev.earshot.sqlite;

/// Why the store did not do what it was asked. The kinds say who can mend it; no key and no use of
/// an account is in the message.
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  private StoreException(String message) {
    super(message);
  }

  /// The file cannot be opened as it is. The operator mends it; trying again changes nothing.
  public static final class Unusable extends StoreException {
    private static final long serialVersionUID = 1L;

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }

    Unusable(String message) {
      super(message);
    }
  }

  /// As much is waiting for the disk as may wait. Nothing was done; ask again later.
  public static final class Full extends StoreException {
    private static final long serialVersionUID = 1L;

    Full(int limit, Throwable cause) {
      super("waiting: " + limit + " (expected: fewer; the disk does not keep up)", cause);
    }
  }

  /// SQLite failed: a full disk, another process that holds the file for seconds. Nothing was done
  /// unless only the answer was lost; ask again with the same words.
  public static final class Lost extends StoreException {
    private static final long serialVersionUID = 1L;

    Lost(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The store was closed before it was asked. A mistake of the program.
  public static final class Closed extends StoreException {
    private static final long serialVersionUID = 1L;

    Closed(Throwable cause) {
      super("store: closed (expected: open)", cause);
    }
  }
}
