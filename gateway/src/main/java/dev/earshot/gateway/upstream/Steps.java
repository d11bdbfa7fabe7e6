package dev.earshot.gateway.upstream;

import java.util.function.Consumer;

/// What happens to one leg, step by step, on its loop: it is known whether one is under way, since sound that came
/// in the midst of another would be sent before it.
final class Steps {
  private boolean busy;

  /// Whether none is under way.
  boolean isIdle() {
    return !busy;
  }

  /// Takes one.
  ///
  /// @param failed hears what it stumbled over
  void take(Runnable step, Consumer<RuntimeException> failed) {
    var before = busy;
    busy = true;
    try {
      step.run();
    } catch (RuntimeException e) {
      failed.accept(e);
    } finally {
      busy = before;
    }
  }
}
