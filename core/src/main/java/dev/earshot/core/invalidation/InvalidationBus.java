package dev.earshot.core.invalidation;

import java.util.Collection;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/// Tells all instances which cached keys hold no longer, on the seed system's channel `cache_invalidation`.
///
/// A message reaches every started bus at most once, the publisher's own among them, and between two keys
/// of one message nothing else comes. What was said while nobody could hear is lost; that there may have
/// been something is told as a gap, after which whoever keeps copies drops those that are older.
/// Safe for use by several threads.
public interface InvalidationBus {
  /// The longest key, in characters.
  int LONGEST_KEY = 512;
  /// How many keys one message may hold; more are told in several.
  int MOST_KEYS = 1_000;

  /// Tells that these keys hold no longer; one that ends in `*` stands for all that begin so. Cold; completes
  /// when the channel has taken all of it, and fails, counted too, when it has not: what reached the others is
  /// then unknown. Works whether this bus was started or not.
  ///
  /// @param keys of 1 to [#LONGEST_KEY] characters, else it fails with [IllegalArgumentException]
  Mono<Void> publish(Collection<String> keys);

  /// Calls back with each key that matches, from now until the result is disposed. A key's callbacks run one
  /// after the other, exact patterns first; one that throws is counted and stops no other.
  ///
  /// @param pattern a key, or how keys begin and `*`
  Disposable register(String pattern, Consumer<String> callback);

  /// Calls back whenever something may have been missed, after each [#start] too, until the result is disposed.
  Disposable onGap(Runnable callback);

  /// Begins to hear; does not wait until the channel can be reached. Again: nothing.
  void start();

  /// Hears no more, and lets go of its connection. Again: nothing. Can be started anew.
  void stop();

  /// What has happened since it was made.
  BusStatistics statistics();
}
