package dev.earshot.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why Redis did not do what it was asked. The kinds say who can mend it. No password and no account is
/// in the message, and for that there is no cause: clients and servers quote what they were sent.
public abstract sealed class RedisStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("^([A-Z]{2,20})\\b");

  private RedisStoreException(String message) {
    super(message);
  }

  /// There is no connection; it is being made again. Nothing was done, unless the connection was lost
  /// while the answer was awaited.
  public static final class Away extends RedisStoreException {
    private static final long serialVersionUID = 1L;

    Away(String why) {
      super("redis: away (expected: connected; " + why + ")");
    }
  }

  /// No answer came in time. Whether it was done is unknown; ask again with the same words.
  public static final class Late extends RedisStoreException {
    private static final long serialVersionUID = 1L;

    Late() {
      super("redis: no answer (expected: one before the deadline)");
    }
  }

  /// As much is waiting for Redis as may wait. Nothing was done; ask again later.
  public static final class Full extends RedisStoreException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("redis: queue full (expected: answers as fast as questions)");
    }
  }

  /// Redis said no: no rights, no memory, a replica. The operator mends it.
  public static final class Refused extends RedisStoreException {
    private static final long serialVersionUID = 1L;

    Refused(String code) {
      super("redis: " + code + " (expected: the command to be done)");
    }
  }

  /// The store was closed before it was asked. A mistake of the program.
  public static final class Closed extends RedisStoreException {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("redis: closed (expected: open)");
    }
  }

  /// What a failure of the client means to us.
  static RedisStoreException of(Throwable why) {
    return switch (why) {
      case RedisStoreException known -> known;
      case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case ExecutionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case RedisCommandTimeoutException _,TimeoutException _ -> new Late();
      case RedisCommandExecutionException said -> new Refused(code(said.getMessage()));
      default -> says(why, "queue size exceeded") ? new Full() : new Away(root(why));
    };
  }

  /// Why a connection could not be made, in the words of who noticed it first.
  static String root(Throwable why) {
    var root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var name = root.getClass().getSimpleName();
    if (root instanceof RedisCommandExecutionException) {
      return name + ": " + code(root.getMessage());
    }
    return root.getMessage() == null ? name : name + ": " + root.getMessage();
  }

  private static boolean says(Throwable why, String words) {
    return why.getMessage() != null && why.getMessage().contains(words);
  }

  /// The first word of an error of Redis; the others may quote the command.
  private static String code(@Nullable String message) {
    var matcher = CODE.matcher(message == null ? "" : message);
    return matcher.find() ? matcher.group(1) : "ERR";
  }
}
