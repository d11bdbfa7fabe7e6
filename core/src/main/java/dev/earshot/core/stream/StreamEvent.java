package dev.earshot.core.stream;

import dev.earshot.core.credit.Allowance;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import java.time.Instant;
import java.util.Optional;

/// One thing that the client of a stream is told.
public sealed interface StreamEvent {
  /// How far the stream has come.
  enum Stage implements StreamEvent {
    /// The account's credit is being looked up.
    INITIATING,
    /// The recogniser is being reached.
    RECOGNISER_INITIATING,
    /// Sound is heard from now on.
    READY
  }

  /// The recogniser said something.
  ///
  /// @param channel whose sound it was: 0, 1, ...
  record Heard(int channel, TranscriptEvent event) implements StreamEvent {}

  /// The words of a final in another language. It comes behind them, when it is there.
  ///
  /// @param channel whose sound it was: 0, 1, ...
  /// @param said the final
  /// @param language that was asked for, as `de`
  record Translated(int channel, Final said, String language, String text) implements StreamEvent {}

  /// What is left, at every tick.
  ///
  /// @param resetsAt when the next month's grant begins
  record CreditsLeft(Allowance allowance, Instant resetsAt) implements StreamEvent {}

  /// Little is left. Told once, until there was more again.
  record ThresholdReached(long remainingMs) implements StreamEvent {}

  /// Sound from now on is not recognised and not charged for, unless the plan goes on all the same; the
  /// stream stays open, unless its plan ends it. The last words of the sound before it may still follow.
  ///
  /// @param remainingMs what is left as far as anybody knows
  /// @param resetsAt when the next month's grant begins; empty where nobody knows
  /// @param goesOn whether sound is recognised and charged for all the same
  /// @param appsGoOn whether apps hear what is recognised then
  record CreditsExhausted(long remainingMs, Reason reason, Optional<Instant> resetsAt,
      boolean goesOn, boolean appsGoOn)
      implements
        StreamEvent {
    /// Where the plan does not go on.
    public CreditsExhausted(long remainingMs, Reason reason, Optional<Instant> resetsAt) {
      this(remainingMs, reason, resetsAt, false);
    }

    /// Where apps hear nothing then.
    public CreditsExhausted(long remainingMs, Reason reason, Optional<Instant> resetsAt,
        boolean goesOn) {
      this(remainingMs, reason, resetsAt, goesOn, false);
    }

    /// Why sound is not recognised.
    public enum Reason {
      /// Nothing is left.
      USED_UP,
      /// Nobody could tell for too long what is left.
      UNAVAILABLE
    }
  }

  /// The last event of a stream that did not fail: what its account is charged for.
  ///
  /// @param ms of audio; as the plan says, the channel that is furthest or all of them
  /// @param heardMs how much sound came, charged for or not, in the channel that is furthest
  record Billed(long ms, long heardMs) implements StreamEvent {
    /// Of sound that was charged for to its end.
    public Billed(long ms) {
      this(ms, ms);
    }
  }

  /// There is something left again, and sound is recognised again.
  record CreditsRestored(Allowance allowance) implements StreamEvent {}
}
