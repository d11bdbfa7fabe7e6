package dev.earshot.core.identity;

import java.util.UUID;

/// One connection's worth of speech. The same id is never given twice, on any instance.
public record StreamId(UUID value) {
  /// The id of part `n` (0, 1, ...) of what this stream said: the same for the same `n`, for ever.
  public UUID part(long n) {
    var mixed = value.getLeastSignificantBits() ^ (n * 0x9E37_79B9_7F4A_7C15L);
    return new UUID(value.getMostSignificantBits(), mixed);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
