package dev.earshot.gateway.dialect;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.StreamId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a client wants, as far as its request tells.
///
/// @param format of its audio
/// @param language lower-case tag
/// @param key that it shows; null when it shows none
/// @param dialect makes the connection's way of speaking
public record Wish(AudioFormat format, String language, @Nullable String key,
    Function<StreamId, Dialect> dialect) {
  @Override
  public String toString() {
    return "Wish[" + format + ", " + language + "]"; // the key belongs into no log
  }
}
