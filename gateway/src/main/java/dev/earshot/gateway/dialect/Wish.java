package dev.earshot.gateway.dialect;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamSpec.Recognition;
import java.util.function.Function;

/// What a client wants, as far as its request tells.
///
/// @param format of each channel
/// @param channels 1, or how many are told apart by the first byte of each frame: 1, 2, ...
/// @param language lower-case tag
/// @param recognition who makes words of the sound
/// @param key where it is shown
/// @param dialect makes the connection's way of speaking
public record Wish(AudioFormat format, int channels, String language, Recognition recognition,
    Credential key, Function<StreamId, Dialect> dialect) {
  /// Where a client shows its key.
  public sealed interface Credential {
    /// In the request.
    record Shown(String value) implements Credential {
      @Override
      public String toString() {
        return "Shown"; // the key belongs into no log
      }
    }

    /// Nowhere.
    record Missing() implements Credential {}

    /// In the first message, which has to come soon: a browser cannot set headers.
    record Follows() implements Credential {}
  }
}
