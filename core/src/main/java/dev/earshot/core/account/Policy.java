package dev.earshot.core.account;

import java.time.Duration;
import java.util.List;

/// What a plan says about its streams, beside how much it grants.
///
/// @param exhaustion what happens when nothing is left
/// @param blindness what happens while nobody can tell what is left
/// @param threshold warn at or below this much remaining audio, 0 or more
/// @param silence whether silence is charged for
/// @param channels whether several channels are charged for once or each
/// @param strict whether audio is reserved before it is used, so that no stream overspends by more than
///     a window
/// @param engines names of the recognisers that its streams may use, best first; empty for all there are
/// @param apps whether apps hear words on when nothing is left; counts only where words go on then
public record Policy(Exhaustion exhaustion, Blindness blindness, Duration threshold,
    Silence silence, Channels channels, boolean strict, List<String> engines, Apps apps) {
  /// What happens when nothing is left.
  public enum Exhaustion {
    /// The recogniser stops and the socket stays; words come again when there is credit again.
    STOP,
    /// The stream ends, and the client is told why.
    CLOSE,
    /// Nothing but that the client is told: what is used is charged for all the same.
    CONTINUE
  }

  /// Whether silence is charged for.
  public enum Silence {
    BILLED, FREE
  }

  /// Whether several channels are one conversation or many.
  public enum Channels {
    /// What the channel that is furthest has used.
    ONCE,
    /// The sum.
    EACH
  }

  /// Whether apps hear on when nothing is left.
  public enum Apps {
    /// They do not, as in the seed system, until there is credit again: what is said in between reaches the
    /// client alone.
    STOP,
    /// They do: what is used is charged for.
    CONTINUE
  }

  /// What happens while nobody can tell what is left.
  ///
  /// @param most audio that a stream may use on since the last answer; 0 stops it at once
  public record Blindness(Duration most) {
    public Blindness {
      if (most.isNegative()) {
        throw new IllegalArgumentException("most: " + most + " (expected: >= 0)");
      }
    }
  }

  /// The seed system's: the socket stays, 15 minutes on trust, a warning at 180 s, silence is audio,
  /// channels are one conversation.
  public static final Policy USUAL = new Policy(Exhaustion.STOP,
      new Blindness(Duration.ofMinutes(15)), Duration.ofMinutes(3), Silence.BILLED,
      Channels.ONCE, false);

  public Policy {
    engines = List.copyOf(engines);
    if (threshold.isNegative()) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: >= 0)");
    }
  }

  /// Whose apps hear nothing when nothing is left.
  public Policy(Exhaustion exhaustion, Blindness blindness, Duration threshold, Silence silence,
      Channels channels, boolean strict, List<String> engines) {
    this(exhaustion, blindness, threshold, silence, channels, strict, engines, Apps.STOP);
  }

  /// For whatever recognisers there are.
  public Policy(Exhaustion exhaustion, Blindness blindness, Duration threshold, Silence silence,
      Channels channels, boolean strict) {
    this(exhaustion, blindness, threshold, silence, channels, strict, List.of());
  }

  public Policy withThreshold(Duration other) {
    return new Policy(exhaustion, blindness, other, silence, channels, strict, engines, apps);
  }

  public Policy withEngines(List<String> others) {
    return new Policy(exhaustion, blindness, threshold, silence, channels, strict, others, apps);
  }

  public Policy withApps(Apps other) {
    return new Policy(exhaustion, blindness, threshold, silence, channels, strict, engines, other);
  }
}
