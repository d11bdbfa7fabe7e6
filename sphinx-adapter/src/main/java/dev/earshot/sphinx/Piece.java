package dev.earshot.sphinx;

/// What the ear of a leg hands to its scribe. Positions are samples at 16 kHz, counted over the leg.
sealed interface Piece {
  /// An utterance begins; its sound follows.
  ///
  /// @param at position of its first sample
  /// @param voiceAt position of the first sample with voice
  record Begins(long at, long voiceAt, CaptureClock clock) implements Piece {
    long voiceMs() {
      return clock.millisAt(voiceAt);
    }
  }

  /// The utterance goes on: about a tenth of a second of it.
  @SuppressWarnings("ArrayRecordComponent") // compared with nothing
  record Speech(short[] pcm) implements Piece {}

  /// The utterance is over.
  ///
  /// @param voiceUpTo position behind its last voice
  /// @param audioUpTo position behind its last sample
  record Ends(long voiceUpTo, long audioUpTo, CaptureClock clock) implements Piece {
    long voiceMs() {
      return clock.millisAt(voiceUpTo);
    }
  }

  /// Nobody speaks: what follows begins here or later. The utterance before is over.
  ///
  /// @param at position up to which all sound was handed on
  /// @param asked whether the client wants to know
  record Heard(long at, boolean asked, CaptureClock clock) implements Piece {
    /// It takes room in the backlog like this many samples, so that who asks and asks again waits.
    static final int WEIGHT = 1_600;

    long ms() {
      return clock.millisAt(at);
    }
  }

  /// No sound will come any more.
  record Over() implements Piece {}
}
