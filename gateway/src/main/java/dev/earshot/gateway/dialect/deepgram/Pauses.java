package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.core.voice.Endpointer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Knows when a speaker has been silent for as long as the client calls the end of an utterance.
///
/// The recogniser says when speech begins and ends, perhaps ahead of the words of it. Its own endpointer
/// has waited already: where the client asks for no more than that, the end of speech is the end of the
/// utterance; where it asks for more, as much silence has to be heard first. Times are milliseconds of
/// the capture clock.
final class Pauses {
  /// Nothing ends an utterance.
  static final int OFF = -1;
  /// Not now.
  static final long NONE = -1;

  private static final int OWN_MS = Endpointer.Limits.SPEECH.hangover() * 10;
  private static final int MOST = 64;
  private static final long OPEN = Long.MAX_VALUE;

  private final int endpointingMs;
  /// Whose words have not come.
  private final Deque<Pause> ahead = new ArrayDeque<>();
  /// The one behind the last words.
  private @Nullable Pause last;
  private boolean unfinished;
  private long begun = NONE;
  private long saidTo = NONE;
  private long heardTo;

  /// @param to where speech goes on; [#OPEN] while nobody knows
  private record Pause(long from, long to) {
    Pause until(long at) {
      return to == OPEN && from <= at ? new Pause(from, at) : this;
    }
  }

  /// @param endpointingMs silence that ends an utterance, 0 or more; or [#OFF]
  Pauses(int endpointingMs) {
    this.endpointingMs = endpointingMs;
  }

  /// Somebody speaks from this moment on.
  ///
  /// @return where the utterance before has ended, or [#NONE]
  long begun(long atMs) {
    begun = Math.max(begun, atMs);
    if (!ahead.isEmpty()) {
      ahead.addLast(ahead.removeLast().until(atMs));
    }
    if (last != null) {
      last = last.until(atMs);
    }
    return ended();
  }

  /// Nobody speaks from this moment on; the words before it may follow.
  ///
  /// @return where the utterance has ended, or [#NONE]
  long paused(long atMs) {
    var pause = new Pause(atMs, OPEN);
    if (begun > saidTo) {
      if (ahead.size() == MOST) {
        ahead.removeFirst();
      }
      ahead.addLast(pause);
    } else {
      last = pause;
    }
    return ended();
  }

  /// Words came, or it was found that there are none.
  ///
  /// @param toMs where they end
  /// @return where the utterance has ended, or [#NONE]
  long said(long toMs, boolean words) {
    unfinished |= words;
    last = null;
    told(toMs);
    return ended();
  }

  /// Everything up to this moment is told.
  ///
  /// @return where the utterance has ended, or [#NONE]
  long heard(long toMs) {
    heardTo = Math.max(heardTo, toMs);
    told(toMs); // what was spoken had no words
    return ended();
  }

  private void told(long toMs) {
    saidTo = Math.max(saidTo, toMs);
    while (!ahead.isEmpty() && ahead.getFirst().from() <= toMs) {
      last = ahead.removeFirst();
    }
  }

  private long ended() {
    var pause = last;
    if (pause == null || !unfinished || endpointingMs == OFF) {
      return NONE;
    }
    var needed = endpointingMs <= OWN_MS ? 0 : endpointingMs;
    var silence = (pause.to() == OPEN ? heardTo : pause.to()) - pause.from();
    if (needed > 0 && silence < needed) {
      return NONE;
    }
    last = null;
    unfinished = false;
    return pause.from() + needed;
  }
}
