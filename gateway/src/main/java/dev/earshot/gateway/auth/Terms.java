package dev.earshot.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a token is to be good for.
///
/// @param life how long it lets in, 1 to 7,200 s
/// @param longestSession after which a stream that it opened ends, 1 s to 24 h; null for no limit
/// @param session how sessions are set up, a JSON text of up to 3,072 bytes; null for none. Whoever holds
///     the token can read it
public record Terms(Duration life, @Nullable Duration longestSession, @Nullable String session) {
  /// A token goes into a header, and all headers together are 8 KB at most.
  private static final int LONGEST_TEXT = 3_072;

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration LONGEST_LIFE = Duration.ofHours(2);
  private static final Duration LONGEST_SESSION = Duration.ofHours(24);

  public Terms {
    check("life", life, LONGEST_LIFE);
    if (longestSession != null) {
      check("longestSession", longestSession, LONGEST_SESSION);
    }
    var bytes = session == null ? 0 : session.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "session: " + bytes + " bytes (expected: <= " + LONGEST_TEXT + ")");
    }
  }

  /// Only a life.
  public static Terms of(Duration life) {
    return new Terms(life, null, null);
  }

  private static void check(String name, Duration value, Duration most) {
    if (value.compareTo(LEAST) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + LEAST + ".." + most + ")");
    }
  }
}
