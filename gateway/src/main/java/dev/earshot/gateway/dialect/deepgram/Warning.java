package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.core.transcript.TranscriptEvent.AudioGap;
import dev.earshot.core.transcript.Trouble;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What goes on with the recogniser, in the form in which Deepgram's agents are warned. On `/v1/listen` the
/// type is ours: SDKs 3 and 4 give it to `Unhandled`, 5 to `message` like everything else.
///
/// @param code one word for a program
/// @param channel its number, and of how many
/// @param start of the sound that is lost; null where none is
/// @param duration of that sound
record Warning(String type, String code, String description, List<Integer> channel,
    @Nullable BigDecimal start, @Nullable BigDecimal duration) {
  static Warning degraded(List<Integer> channel, Trouble why) {
    return new Warning("Warning", "RECOGNISER_DEGRADED",
        "words are late: the recogniser is being replaced (" + name(why) + ")", channel, null,
        null);
  }

  static Warning recovered(List<Integer> channel, String engine) {
    return new Warning("Warning", "RECOGNISER_RECOVERED", "a recogniser hears again: " + engine,
        channel, null, null);
  }

  static Warning gap(List<Integer> channel, AudioGap gap) {
    return new Warning("Warning", "AUDIO_GAP",
        "no words will come of this sound (" + name(gap.why()) + ")", channel,
        Messages.seconds(gap.fromMs()), Messages.seconds(gap.toMs() - gap.fromMs()));
  }

  private static String name(Trouble why) {
    return why.name().toLowerCase(Locale.ROOT);
  }
}
