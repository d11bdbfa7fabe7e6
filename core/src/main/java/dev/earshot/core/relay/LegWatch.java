package dev.earshot.core.relay;

import dev.earshot.core.audio.LateSound;
import dev.earshot.core.audio.PacketVoices;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.voice.VoiceDetector;
import java.util.concurrent.atomic.AtomicLong;

/// Watches one leg for signs that it is none any more: it takes nothing, it says nothing though somebody
/// speaks, it does not come to its end, it has lasted long enough.
///
/// Sound is told by one thread and words by another; the questions come from a third.
final class LegWatch {
  private static final int NEW_LEG_AT_PERCENT = 90;
  private static final int AT_ONCE_AT_PERCENT = 97;
  private static final long PROVED_MS = 10_000;
  private static final long PAUSE_MS = 1_000;
  private static final int FRAMES_A_SECOND = 100;

  private final RelayTimes times;
  private final VoiceDetector detector;
  private final LateSound late = new LateSound();
  private final PacketVoices voices = new PacketVoices();
  private final long backlogMs;
  private final long longestMs;
  private final long begunMs;
  private final AtomicLong voicedFrames = new AtomicLong();
  private volatile long toSample;
  private volatile long tookMs;
  private volatile long soundOverMs = Long.MAX_VALUE;
  private volatile boolean caughtUp;
  private volatile boolean spoke;

  LegWatch(RelayTimes times, Capabilities capabilities, VoiceDetector detector, long fromSample,
      long nowMs) {
    this.times = times;
    this.detector = detector;
    this.backlogMs = capabilities.feed().backlog().toMillis();
    this.longestMs = capabilities.session().longest().toSeconds() > Integer.MAX_VALUE
        ? Long.MAX_VALUE / 100
        : capabilities.session().longest().toMillis();
    this.begunMs = nowMs;
    this.tookMs = nowMs;
    this.toSample = fromSample;
  }

  void given(Window window, long nowMs) {
    toSample = window.toSample();
    tookMs = nowMs;
    var voiced = voiced(window);
    if (voiced > 0) {
      voicedFrames.addAndGet(voiced);
    }
  }

  /// In how many frames of the window somebody speaks. Packets say it themselves, and are decoded only for a
  /// detector that knows better.
  private int voiced(Window window) {
    var packets = window.packets();
    if (window.isPacked() && packets != null && detector.takesPackets()) {
      return voices.hear(packets) / VoiceDetector.FRAME;
    }
    var pcm = late.open(window).pcm();
    var voiced = 0;
    for (var at = 0; at + VoiceDetector.FRAME <= pcm.length; at += VoiceDetector.FRAME) {
      voiced += detector.hears(pcm, at) ? 1 : 0;
    }
    return voiced;
  }

  void caughtUp() {
    caughtUp = true;
  }

  void soundOver(long nowMs) {
    soundOverMs = nowMs;
  }

  /// It said something.
  ///
  /// @return whether it was words
  boolean heard(TranscriptEvent event) {
    spoke = true;
    var words = (event instanceof Final said && !said.words().isEmpty())
        || (event instanceof Partial guess && !guess.text().isBlank());
    if (words) {
      voicedFrames.set(0);
    }
    return words;
  }

  boolean hasSpoken() {
    return spoke;
  }

  boolean isSoundOver() {
    return soundOverMs != Long.MAX_VALUE;
  }

  /// Behind the last sample that it was given.
  long toSample() {
    return toSample;
  }

  long ageMs(long nowMs) {
    return nowMs - begunMs;
  }

  /// How much speech it has heard since its last word.
  long speechMs() {
    return voicedFrames.get() * 1_000 / FRAMES_A_SECOND;
  }

  /// Whether it hears: it has all that was kept for it, and has said something or lasted for a second.
  boolean isHearing(long nowMs) {
    return caughtUp && (spoke || ageMs(nowMs) >= 1_000);
  }

  boolean isProved(long nowMs) {
    return ageMs(nowMs) >= PROVED_MS;
  }

  /// Whether it takes no sound, or has not come to its end in time.
  ///
  /// @param asks whether it has asked for sound that is not there yet
  boolean isStalled(boolean asks, long nowMs) {
    return isSoundOver()
        ? nowMs - soundOverMs >= times.end().toMillis() + backlogMs
        : !asks && nowMs - tookMs >= times.stall().toMillis() + backlogMs;
  }

  /// How long a flush may be unanswered.
  long flushMs() {
    return times.flush().toMillis() + backlogMs;
  }

  /// Whether the next leg has to begin, before the recogniser ends this one.
  ///
  /// @param unsaidMs how much it was given of which nothing is final
  boolean isTooOld(long unsaidMs, long nowMs) {
    return ageMs(nowMs) >= longestMs / 100
        * (unsaidMs <= PAUSE_MS ? NEW_LEG_AT_PERCENT : AT_ONCE_AT_PERCENT);
  }
}
