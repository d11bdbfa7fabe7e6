package dev.earshot.core.cache;

import java.time.Duration;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What all values of one kind have in common. A constant: two families of one name are refused.
///
/// @param name of letters, digits and `_`, 64 at most: it is a label of the meters and how its keys begin
/// @param type of its values, which nobody may change once they are kept: records, not mutable ones
/// @param size of a value in bytes on the heap, 0 or more; see [HeapSize]
/// @param staleUpTo how old a value may become while its loader fails; zero: no older than its time to live
/// @param shared how it is kept in the second level; null where it is in this process only
public record CacheFamily<T>(String name, Class<T> type, ToLongFunction<T> size,
    Duration staleUpTo, @Nullable SharedForm<T> shared) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,63}");

  public CacheFamily {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("family: " + name + " (expected: " + NAME + ")");
    }
    if (staleUpTo.isNegative()) {
      throw new IllegalArgumentException("stale up to: " + staleUpTo + " (expected: >= 0)");
    }
  }

  /// A family in this process only, whose values are not served beyond their time.
  public static <T> CacheFamily<T> of(String name, Class<T> type, ToLongFunction<T> size) {
    return new CacheFamily<>(name, type, size, Duration.ZERO, null);
  }

  /// While the loader fails, what there is is served until it is this old.
  public CacheFamily<T> staleUpTo(Duration age) {
    return new CacheFamily<>(name, type, size, age, shared);
  }

  /// Kept in the second level too.
  public CacheFamily<T> shared(SharedForm<T> form) {
    return new CacheFamily<>(name, type, size, staleUpTo, form);
  }

  /// The place of one value.
  ///
  /// @param id empty for the only one
  public CacheKey<T> key(String id) {
    return new CacheKey<>(this, id);
  }
}
