package dev.earshot.core.recogniser;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.transcript.TranscriptEvent;
import reactor.core.publisher.Flux;

/// Turns sound into words.
public interface Recogniser {
  /// What this recogniser can do and how it wants to be fed.
  Capabilities capabilities();

  /// How busy it is. Safe for use by any thread; costs a few reads.
  default Load load() {
    return Load.NONE;
  }

  /// Hears one stretch of sound, a *leg*, and tells its words.
  ///
  /// - *Cold.* Nothing happens before the subscription. Each subscription is a leg of its own.
  /// - *Demand.* The leg asks `sound` for what it can take without queueing more audio than the
  ///   backlog of its [Capabilities.Feed], and never blocks the thread that gives it a window: that
  ///   thread is an event loop. Events may come from any thread, one at a time.
  /// - *Order.* Partials of an utterance come before its final, and finals in the order of speech.
  ///   Times do not decrease from final to final.
  /// - *Flush.* A [Sound.Flush] makes a final out of what was heard so far, if that was speech; a
  ///   [dev.earshot.core.transcript.TranscriptEvent.HeardTo] follows in any case, and says whether the
  ///   client had asked.
  /// - *Silence.* A recogniser that notices silence tells now and then up to where it was heard.
  /// - *Completes* after `sound` completes and the last final was told.
  /// - *Fails* with a [RecogniserException], after which no word comes, or with the error of `sound`.
  /// - *Cancel* cancels `sound` and frees what the leg holds.
  /// - *Slow readers.* Events are queued up to a bound; a partial that was not read is replaced by
  ///   its successor, a final is never dropped.
  Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound);
}
