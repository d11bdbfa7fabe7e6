package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import reactor.core.publisher.Mono;

/// What accounts were charged, hour by hour.
public interface UsageHistory {
  /// The longest that can be asked for at once: a month of 31 days in any zone, and a day on each side.
  Duration LONGEST = Duration.ofDays(33);

  /// One hour in which an account was charged.
  ///
  /// @param start of the hour in UTC
  /// @param usedMs milliseconds of audio, 0 or more
  record Hour(Instant start, long usedMs) {
    public Hour {
      if (!start.equals(start.truncatedTo(ChronoUnit.HOURS)) || usedMs < 0) {
        throw new IllegalArgumentException("start: " + start
            + " (expected: a whole hour), usedMs: " + usedMs + " (expected: >= 0)");
      }
    }
  }

  /// Some time.
  ///
  /// @param from inclusive
  /// @param until exclusive, behind `from`, by [#LONGEST] at most
  record Span(Instant from, Instant until) {
    public Span {
      if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("until: " + until + " (expected: behind " + from
            + ", by " + LONGEST.toDays() + " days at most)");
      }
    }
  }

  /// The hours that begin within the span and in which something was charged, in order; their number is
  /// bounded by the span. What streams have used since their last settle is not in it. Cold; one range of
  /// one store; fails when it does not answer.
  Mono<List<Hour>> hours(AccountId account, Span span);
}
