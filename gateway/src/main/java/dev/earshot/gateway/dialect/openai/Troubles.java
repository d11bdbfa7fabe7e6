package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.Trouble;
import java.util.Locale;

/// What clients are told of a recogniser that fails while the stream goes on: errors that are not fatal,
/// as most of OpenAI's are not. That one hears again is told by its words.
final class Troubles {
  private Troubles() {}

  static Fault degraded(Trouble why) {
    return Fault.server("recogniser_degraded", "Words are late: the recogniser is being replaced ("
        + name(why) + "). The session goes on.");
  }

  static Fault lost(AudioGap gap) {
    return Fault.server("audio_gap", "No words will come of the audio from " + gap.fromMs()
        + " ms to " + gap.toMs() + " ms (" + name(gap.why()) + "). The session goes on.");
  }

  private static String name(Trouble why) {
    return why.name().toLowerCase(Locale.ROOT);
  }
}
