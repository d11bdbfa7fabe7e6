package dev.earshot.core.recogniser;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;

/// What a recogniser can do and how it wants to be treated, as data: whoever drives one reads this and
/// needs to know nothing else of it.
///
/// @param name as it is written in the configuration: `sphinx`, `scripted`, ...
/// @param languages lower-case tags that it understands; empty means any
/// @param partials whether guesses come before finals
/// @param wordTimes whether words carry times of their own
/// @param feed how it wants its sound
/// @param session how long a leg may last and how many there may be
/// @param tariff what is paid for it
public record Capabilities(String name, Set<String> languages, boolean partials,
    boolean wordTimes, Feed feed, Session session, Tariff tariff) {

  /// How a recogniser wants its sound.
  ///
  /// @param shortest piece that it takes, but for the last one; 0 for any
  /// @param longest piece that it takes
  /// @param backlog how much audio a leg may hold that it has not yet heard
  /// @param pace how fast sound may come, in times as fast as it is spoken, 1 or more; infinite where it
  ///     does not mind
  /// @param flush whether it makes a final of what it has heard when it is asked
  /// @param packets whether it takes packets of Opus, one after the other and as they came, for a [Leg]
  ///     that [has them][Leg#packets]
  public record Feed(Duration shortest, Duration longest, Duration backlog, double pace,
      boolean flush, boolean packets) {
    /// One that takes samples only.
    public Feed(Duration shortest, Duration longest, Duration backlog, double pace,
        boolean flush) {
      this(shortest, longest, backlog, pace, flush, false);
    }

    /// Pieces of any length, at any pace, and finals when asked for.
    public static Feed any(Duration backlog) {
      return new Feed(Duration.ZERO, ChronoUnit.FOREVER.getDuration(), backlog,
          Double.POSITIVE_INFINITY, true);
    }

    public Feed {
      if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
        throw new IllegalArgumentException("longest: " + longest + " (expected: >= shortest "
            + shortest + " >= 0)");
      }
      if (!backlog.isPositive()) {
        throw new IllegalArgumentException("backlog: " + backlog + " (expected: > 0)");
      }
      if (!(pace >= 1)) {
        throw new IllegalArgumentException("pace: " + pace + " (expected: >= 1)");
      }
    }
  }

  /// How long a leg may last and how many there may be.
  ///
  /// @param keepAlive after so long without sound it wants a sign of life; 0 where it wants none
  /// @param longest after so long it ends a leg by itself: the next one has to have begun
  /// @param concurrentLegs how many may speak at once before one is refused
  public record Session(Duration keepAlive, Duration longest, int concurrentLegs) {
    /// Legs that last as long as they are wanted.
    public static Session endless(int concurrentLegs) {
      return new Session(Duration.ZERO, ChronoUnit.FOREVER.getDuration(), concurrentLegs);
    }

    public Session {
      if (keepAlive.isNegative() || !longest.isPositive()) {
        throw new IllegalArgumentException("keepAlive: " + keepAlive + ", longest: " + longest
            + " (expected: >= 0, > 0)");
      }
      if (concurrentLegs < 1) {
        throw new IllegalArgumentException(
            "concurrentLegs: " + concurrentLegs + " (expected: >= 1)");
      }
    }
  }

  public Capabilities {
    languages = Set.copyOf(languages);
    for (var language : languages) {
      if (!language.equals(language.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("languages: " + language + " (expected: lower case)");
      }
    }
  }

  /// One of this machine: it takes sound as it comes, is asked for finals, and costs nothing.
  public Capabilities(String name, Set<String> languages, boolean partials, boolean wordTimes,
      Duration backlog, int concurrentLegs) {
    this(name, languages, partials, wordTimes, Feed.any(backlog), Session.endless(concurrentLegs),
        Tariff.NOTHING);
  }

  /// The same, of one that takes packets of Opus, or none.
  public Capabilities withPackets(boolean packets) {
    return new Capabilities(name, languages, partials, wordTimes, new Feed(feed.shortest,
        feed.longest, feed.backlog, feed.pace, feed.flush, packets), session, tariff);
  }

  public boolean understands(String language) {
    return languages.isEmpty() || languages.contains(language.toLowerCase(Locale.ROOT));
  }
}
