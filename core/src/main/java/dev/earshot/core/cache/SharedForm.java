package dev.earshot.core.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;

/// How a family's values stand in the second level.
///
/// @param name the second level's own name for a key, such as `apps:{id}`
/// @param write makes bytes of a value, at least one
/// @param read makes a value of bytes; any exception says that they are no value, and they are deleted
/// @param ttl how long they are kept there, from 1 ms
public record SharedForm<T>(Function<CacheKey<T>, String> name, Function<T, byte[]> write,
    Function<byte[], T> read, Duration ttl) {
  public SharedForm {
    if (ttl.toMillis() < 1) {
      throw new IllegalArgumentException("ttl: " + ttl + " (expected: >= 1 ms)");
    }
  }

  /// Under the seed system's name for most of them: `cache:` and the key's name in base64.
  public SharedForm(Function<T, byte[]> write, Function<byte[], T> read, Duration ttl) {
    this(SharedForm::ofSeed, write, read, ttl);
  }

  private static String ofSeed(CacheKey<?> key) {
    return "cache:" + Base64.getEncoder()
        .encodeToString(key.name().getBytes(StandardCharsets.UTF_8));
  }
}
