package dev.earshot.core.cache;

import dev.earshot.core.invalidation.InvalidationBus;

/// One value's place in its family.
///
/// @param id whose or which one; empty for the family's only one
public record CacheKey<T>(CacheFamily<T> family, String id) {
  public CacheKey {
    var length = family.name().length() + 1 + id.length();
    if (length > InvalidationBus.LONGEST_KEY) {
      throw new IllegalArgumentException("key of " + family.name() + ": " + length
          + " characters (expected: 1.." + InvalidationBus.LONGEST_KEY + ")");
    }
  }

  /// What it is called in this process and on the bus: `family:id`, or `family` alone.
  public String name() {
    return id.isEmpty() ? family.name() : family.name() + ":" + id;
  }
}
