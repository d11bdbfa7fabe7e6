package dev.earshot.core.cache;

import java.time.Duration;
import reactor.core.publisher.Mono;

/// Bytes by name, which instances may share. It may forget anything at any time.
///
/// Safe for use by several threads. Calls are cold and fail where it cannot be reached.
public interface SecondLevel {
  /// For so long after [#delete] nothing can be put under the name: whoever had read the source before the
  /// deletion would put the old value back. No load takes as long.
  Duration GUARD = Duration.ofSeconds(10);

  /// What is kept under the name; empty where nothing is. One round trip; fails with
  /// [PoisonedValueException] where something is that cannot be a value.
  Mono<byte[]> get(String name);

  /// Keeps the bytes for so long. One round trip; nothing is done where something is kept already, or was
  /// deleted less than [#GUARD] ago.
  ///
  /// @param value 1 to [#mostBytes] bytes, else it fails with [IllegalArgumentException]
  /// @param ttl from 1 ms
  Mono<Void> put(String name, byte[] value, Duration ttl);

  /// Forgets what is kept under the name, whatever it is. One round trip.
  Mono<Void> delete(String name);

  /// How long a value may be, in bytes.
  int mostBytes();
}
