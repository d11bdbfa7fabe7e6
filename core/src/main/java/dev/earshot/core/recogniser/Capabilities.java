package dev.earshot.core.recogniser;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// What a recogniser can do and how it wants to be fed, as data.
///
/// @param name as it is written in the configuration: `sphinx`, `scripted`, ...
/// @param languages lower-case tags that it understands; empty means any
/// @param partials whether guesses come before finals
/// @param wordTimes whether words carry times of their own
/// @param backlog how much audio a leg may hold that it has not yet heard
/// @param concurrentLegs how many legs may speak at once before one is refused
public record Capabilities(String name, Set<String> languages, boolean partials,
    boolean wordTimes, Duration backlog, int concurrentLegs) {
  public Capabilities {
    languages = Set.copyOf(languages);
    for (var language : languages) {
      if (!language.equals(language.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("languages: " + language + " (expected: lower case)");
      }
    }
    if (!backlog.isPositive()) {
      throw new IllegalArgumentException("backlog: " + backlog + " (expected: > 0)");
    }
    if (concurrentLegs < 1) {
      throw new IllegalArgumentException("concurrentLegs: " + concurrentLegs + " (expected: >= 1)");
    }
  }

  public boolean understands(String language) {
    return languages.isEmpty() || languages.contains(language.toLowerCase(Locale.ROOT));
  }
}
