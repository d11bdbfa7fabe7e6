package dev.earshot.sphinx;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Lets one worker thread at a time do the work of one leg, turn by turn: when there is more to do the
/// leg queues up again behind the others, and when there is nothing it costs nothing.
final class Turns {
  private final Executor workers;
  private final BooleanSupplier work;
  private final AtomicInteger calls = new AtomicInteger();

  /// @param work does a turn's worth; whether there is more to do at once
  Turns(Executor workers, BooleanSupplier work) {
    this.workers = workers;
    this.work = work;
  }

  /// Makes sure that a turn begins after this call.
  void wake() {
    if (calls.getAndIncrement() == 0) {
      workers.execute(this::turn);
    }
  }

  /// Whether no turn runs or will begin before the next call. What turns wrote is seen after a yes.
  boolean areOver() {
    return calls.get() == 0;
  }

  private void turn() {
    var seen = calls.get();
    if (work.getAsBoolean() || calls.addAndGet(-seen) != 0) {
      workers.execute(this::turn);
    }
  }
}
