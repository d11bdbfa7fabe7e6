package dev.earshot.core.relay;

import dev.earshot.core.recogniser.Tariff;
import dev.earshot.core.transcript.Trouble;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an engine is doing, for operators.
///
/// @param name as the configuration has it
/// @param place where it is
/// @param standing whether streams are given to it
/// @param forMs how long it stays so, as far as anybody knows; 0 where it is open
/// @param legs that are running
/// @param legsBegun since the start
/// @param failures since the start, by what went wrong
/// @param lastFailure in the engine's own words, which hold no secret and no transcript; null for none
/// @param soundMs that it was given, again and again where it was replayed
/// @param openMs that its legs were open, together
/// @param tariff what it is paid for
public record EngineState(String name, String place, Standing standing, long forMs, int legs,
    long legsBegun, Map<Trouble, Long> failures, @Nullable String lastFailure, long soundMs,
    long openMs, Tariff tariff) {
  /// Whether streams are given to an engine.
  public enum Standing {
    /// They are.
    OPEN,
    /// It failed too often, or has no room: they are not, for some time.
    RESTING,
    /// Its time is over, and the next stream tries it.
    ON_TRIAL,
    /// Its credential was refused: all that share it wait until somebody mends it.
    QUARANTINED,
    /// An operator keeps streams away from it.
    LEFT
  }

  public EngineState {
    failures = Map.copyOf(failures);
  }
}
