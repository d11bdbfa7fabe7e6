package dev.earshot.gateway.socket;

import dev.earshot.gateway.socket.tls.Certificates;
import org.jspecify.annotations.Nullable;

/// A port at which streams are served.
///
/// @param number 0 takes any free one
/// @param certificates what is shown to clients; null where they speak in clear
public record StreamPort(int number, @Nullable Certificates certificates) {
  /// In clear.
  public static StreamPort plain(int number) {
    return new StreamPort(number, null);
  }
}
