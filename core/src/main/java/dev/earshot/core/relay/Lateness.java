package dev.earshot.core.relay;

import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Degraded;
import dev.earshot.core.transcript.TranscriptEvent.Recovered;
import dev.earshot.core.transcript.Trouble;
import java.util.Optional;

/// Whether one stream's words are late because its recogniser failed, told once when it begins and once when it
/// is over. Not safe for use by several threads.
final class Lateness {
  private final RelayDesk desk;
  private boolean late;
  private long fromMs;

  Lateness(RelayDesk desk) {
    this.desk = desk;
  }

  /// A leg begins behind what is final.
  void begins(long finalMs) {
    fromMs = finalMs;
  }

  /// A leg failed.
  Optional<TranscriptEvent> failed(long finalMs, Trouble trouble) {
    if (late) {
      return Optional.empty();
    }
    late = true;
    return Optional.of(new Degraded(finalMs, trouble));
  }

  /// This leg runs. Is it over?
  ///
  /// @param givenMs up to where it was given sound
  Optional<TranscriptEvent> runs(LegRun run, long givenMs) {
    if (!late || !run.watch().isHearing(desk.nowMs())) {
      return Optional.empty();
    }
    late = false;
    var engine = run.target().engine().name();
    desk.news().failedOver(engine, Math.max(0, givenMs - fromMs));
    return Optional.of(new Recovered(fromMs, engine));
  }
}
