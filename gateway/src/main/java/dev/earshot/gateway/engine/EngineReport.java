package dev.earshot.gateway.engine;

import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.transcript.Trouble;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one target of a recogniser does.
///
/// @param engine as the configuration names it
/// @param target where it is; the engine's name for one of this process
/// @param state whether streams go to it
/// @param changesIn until that changes by itself; 0 where it does not
/// @param legs how many streams it hears now, and how many it ever heard since the start
/// @param failures since the start, by what went wrong; those that never happened are 0
/// @param lastMessage what it said when it last failed; null where it never did
/// @param given what it got since the start
public record EngineReport(String engine, String target, State state, Duration changesIn, Legs legs,
    Map<Trouble, Long> failures, @Nullable String lastMessage, Given given) {
  /// Whether streams go to a target.
  public enum State {
    /// They do.
    AVAILABLE,
    /// Its breaker is open: it failed too often, or has no room.
    RESTING,
    /// Its breaker is half open: one stream tries.
    ON_TRIAL,
    /// Its account is refused: nobody tries before somebody has mended it.
    QUARANTINED,
    /// An operator ordered it.
    LEFT
  }

  /// Streams that it heard.
  public record Legs(int open, long total) {}

  /// What it got, and what it is paid for.
  ///
  /// @param sound that was sent to it, again where it was sent again
  /// @param open for which its legs were open
  public record Given(Duration sound, Duration open, Tariff base) {}

  public EngineReport {
    var all = new EnumMap<Trouble, Long>(Trouble.class);
    for (var trouble : Trouble.values()) {
      all.put(trouble, failures.getOrDefault(trouble, 0L));
    }
    failures = Map.copyOf(all);
  }

  /// Whether a stream may go to it now.
  public boolean isAvailable() {
    return state == State.AVAILABLE || state == State.ON_TRIAL;
  }
}
