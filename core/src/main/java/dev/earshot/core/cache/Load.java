package dev.earshot.core.cache;

import java.util.concurrent.CompletableFuture;

/// One load of one key, which all who want the key wait for; the key's place holds it from its beginning
/// to the end of what it brought.
final class Load extends CompletableFuture<Outcome> {
  private final long begun;

  /// @param begun when, by the ticker: what it brings may be as old
  Load(long begun) {
    this.begun = begun;
  }

  /// What a load has brought that others waited for.
  static Load done(Load by, Kept brought) {
    var done = new Load(by.begun);
    done.complete(brought);
    return done;
  }

  boolean beganBefore(long time) {
    return begun - time < 0;
  }
}
