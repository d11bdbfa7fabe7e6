package dev.earshot.core.voice;

/// Cuts a stream into utterances: speech begins after a short onset, and ends after a hangover of
/// silence or when it becomes longer than a recogniser can take.
///
/// A long utterance is cut at its first short pause behind the soft limit, and at the hard limit
/// wherever it is. Not safe for use by several threads.
public final class Endpointer {
  private final VoiceDetector detector;
  private final Limits limits;
  private boolean speaking;
  private int voiced;
  private int unvoiced;
  private int length;

  /// When speech begins and ends, each in frames of 10 ms.
  ///
  /// @param onset voiced frames in a row that begin an utterance
  /// @param hangover unvoiced frames in a row that end it
  /// @param pause unvoiced frames in a row that end it behind the soft limit
  /// @param softLimit length from which a pause is enough
  /// @param hardLimit length at which it ends in any case
  public record Limits(int onset, int hangover, int pause, int softLimit, int hardLimit) {
    /// 50 ms, 500 ms, 150 ms, 12 s, 18 s: a decoder's last pass over longer ones takes seconds.
    public static final Limits SPEECH = new Limits(5, 50, 15, 1_200, 1_800);

    public Limits {
      if (onset < 1) {
        throw new IllegalArgumentException("onset: " + onset + " (expected: >= 1)");
      }
      if (pause < 1 || pause > hangover) {
        throw new IllegalArgumentException(
            "pause: " + pause + " (expected: 1..hangover " + hangover + ")");
      }
      if (softLimit < onset || softLimit > hardLimit) {
        throw new IllegalArgumentException("softLimit: " + softLimit + " (expected: onset " + onset
            + "..hardLimit " + hardLimit + ")");
      }
    }
  }

  public Endpointer(VoiceDetector detector, Limits limits) {
    this.detector = detector;
    this.limits = limits;
  }

  /// What the next 10 ms are, of which the first sample stands at `at`.
  public Turn hear(short[] pcm, int at) {
    var voice = detector.hears(pcm, at);
    voiced = voice ? voiced + 1 : 0;
    unvoiced = voice ? 0 : unvoiced + 1;
    if (!speaking) {
      return voiced >= limits.onset() ? begin() : Turn.QUIET;
    }
    length++;
    return isOver() ? end() : Turn.GOES_ON;
  }

  /// Ends the utterance from outside: the audio is over, or words are wanted now.
  public void cut() {
    speaking = false;
    voiced = 0;
  }

  public boolean isSpeaking() {
    return speaking;
  }

  private boolean isOver() {
    return unvoiced >= limits.hangover()
        || (length >= limits.softLimit() && unvoiced >= limits.pause())
        || length >= limits.hardLimit();
  }

  private Turn begin() {
    speaking = true;
    length = voiced;
    return Turn.BEGINS;
  }

  private Turn end() {
    cut();
    return Turn.ENDS;
  }
}
