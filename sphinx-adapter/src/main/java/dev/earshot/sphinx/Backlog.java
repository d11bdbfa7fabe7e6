package dev.earshot.sphinx;

import java.util.function.LongConsumer;

/// How much sound a leg has taken and not yet heard, and when it may ask for more.
///
/// One window is asked for at a time, since nobody knows how long the next one will be; as long as
/// the last, is the guess. So the sound waits where it comes from, and memory has a bound.
final class Backlog {
  private final long most;
  private final LongConsumer request;
  // guarded by this
  private long samples;
  private long longest;
  private boolean asked;

  /// @param most samples
  /// @param request asks for so many windows
  Backlog(long most, LongConsumer request) {
    this.most = most;
    this.request = request;
  }

  /// A window of this many samples has come.
  synchronized void came(long window) {
    asked = false;
    longest = Math.max(longest, window);
  }

  /// This much waits to be heard now.
  synchronized void waits(long more) {
    samples += more;
  }

  /// This much of it was heard.
  synchronized void heard(long less) {
    samples -= less;
  }

  /// Asks for the next window if there is room for it.
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
