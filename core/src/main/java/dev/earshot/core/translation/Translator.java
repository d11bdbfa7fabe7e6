package dev.earshot.core.translation;

import reactor.core.publisher.Mono;

/// Translates.
@FunctionalInterface
public interface Translator {
  /// The text in that language; empty where it is in it already. Cold; fails where nobody answers or there is
  /// no room, within a deadline of its own.
  ///
  /// @param text not empty
  /// @param language as `de` or `zh-hant`, small letters
  Mono<Translation> translate(String text, String language);
}
