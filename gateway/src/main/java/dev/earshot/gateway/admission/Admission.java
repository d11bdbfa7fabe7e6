package dev.earshot.gateway.admission;

import dev.earshot.core.recogniser.Load;
import dev.earshot.gateway.ops.Memory;
import dev.earshot.gateway.ops.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Whether one more stream would be served as well as those that are: asked before the upgrade, so that
/// nobody is let in and then kept waiting in silence.
///
/// Measured are the recogniser (how many speak, how far behind it is), the event loops and the memory;
/// the first that has no room is named. Streams that are silent take nothing of the recogniser and do
/// not count.
public final class Admission {
  private final Supplier<Load> recogniser;
  private final LongSupplier loopLagMs;
  private final Supplier<Memory> memory;
  private final Limits limits;

  /// From when on there is no room.
  ///
  /// @param lag of the recogniser
  /// @param loopLag of the event loops
  /// @param memoryPercent of heap or direct memory
  /// @param retryAfter what a refused client is told
  public record Limits(Duration lag, Duration loopLag, int memoryPercent, Duration retryAfter) {
    /// 600 ms, 250 ms, 92 %, 5 s.
    public static final Limits DEFAULT = new Limits(Duration.ofMillis(600), Duration.ofMillis(250),
        92, Duration.ofSeconds(5));
  }

  /// No room.
  ///
  /// @param why one word for what has none
  /// @param what the same, with what was measured and expected
  public record Refusal(Refused why, String what, Duration retryAfter) {}

  public Admission(Supplier<Load> recogniser, LongSupplier loopLagMs, Supplier<Memory> memory,
      Limits limits) {
    this.recogniser = recogniser;
    this.loopLagMs = loopLagMs;
    this.memory = memory;
    this.limits = limits;
  }

  /// Why there is no room now, or nothing when there is.
  public Optional<Refusal> refusal() {
    var load = recogniser.get();
    if (load.speaking() >= load.room()) {
      return refuse(Refused.NO_RECOGNISER, "recogniser", load.speaking() + " speak",
          "< " + load.room());
    }
    if (load.lagMs() >= limits.lag().toMillis()) {
      return refuse(Refused.RECOGNISER_LATE, "recogniser lag", load.lagMs() + " ms",
          "< " + limits.lag().toMillis() + " ms");
    }
    var late = loopLagMs.getAsLong();
    if (late >= limits.loopLag().toMillis()) {
      return refuse(Refused.LOOP_LATE, "event loop lag", late + " ms",
          "< " + limits.loopLag().toMillis() + " ms");
    }
    var full = memory.get();
    var percent = Math.max(full.heapPercent(), full.directPercent());
    if (percent >= limits.memoryPercent()) {
      return refuse(Refused.MEMORY_FULL, "memory", percent + " %",
          "< " + limits.memoryPercent() + " %");
    }
    return Optional.empty();
  }

  private Optional<Refusal> refuse(Refused why, String what, String measured, String expected) {
    return Optional.of(new Refusal(why, what + ": " + measured + " (expected: " + expected + ")",
        limits.retryAfter()));
  }
}
