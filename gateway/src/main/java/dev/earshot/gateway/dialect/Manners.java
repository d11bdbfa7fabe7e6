package dev.earshot.gateway.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a connection of a dialect behaves, where dialects differ.
///
/// @param idle without any frame but pings; null for the server's own limit, by which pings count
/// @param firstSound from the upgrade to the first sound; null for no limit
/// @param messageBytes of one message, fragments added up; 0 for the server's own limit
/// @param endsWhenExhausted whether the stream ends when nothing is left to pay with, whatever its plan
///     says: for dialects without words for it
public record Manners(@Nullable Duration idle, @Nullable Duration firstSound, int messageBytes,
    boolean endsWhenExhausted) {
  /// As devices behave.
  public static final Manners DEVICE = new Manners(null, null, 0, false);
}
