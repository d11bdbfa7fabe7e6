package dev.earshot.core.relay;

import dev.earshot.core.voice.VoiceDetector;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What every stream of a relay needs beside its engines.
///
/// @param times how long it waits for what
/// @param clock in milliseconds, never set back
/// @param voices a new detector for each leg: how much speech it has heard without a word
/// @param costs hears what engines are due
/// @param news hears of failures
public record RelayDesk(RelayTimes times, LongSupplier clock, Supplier<VoiceDetector> voices,
    Costs costs, RelayNews news) {
  long nowMs() {
    return clock.getAsLong();
  }
}
