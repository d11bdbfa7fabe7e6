package dev.earshot.gateway.upstream;

import java.util.function.LongConsumer;

/// How much sound a leg has taken and not yet given to the network, and when it may ask for more.
///
/// One piece is asked for at a time, since nobody knows how long the next one will be; as long as the last,
/// is the guess. So the sound waits where it comes from, and memory has a bound.
final class Backlog {
  private final long most;
  private final LongConsumer request;
  // guarded by this
  private long samples;
  private long longest;
  private boolean asked;

  /// @param most samples
  /// @param request asks for so many pieces
  Backlog(long most, LongConsumer request) {
    this.most = most;
    this.request = request;
  }

  /// What was asked for has come, and waits.
  synchronized void came(long window) {
    asked = false;
    longest = Math.max(longest, window);
    samples += window;
  }

  /// This much of it waits no more.
  synchronized void left(long less) {
    samples -= less;
  }

  /// Asks for the next piece if there is room for it.
  void ask() {
    synchronized (this) {
      if (asked || (samples > 0 && samples + longest > most)) {
        return;
      }
      asked = true;
    }
    request.accept(1);
  }
}
