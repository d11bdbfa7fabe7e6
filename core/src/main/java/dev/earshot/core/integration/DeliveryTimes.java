package dev.earshot.core.integration;

import java.time.Duration;

/// How long things may take and how often they are tried.
///
/// @param linger from a final to its delivery, for others to travel along
/// @param batch so many finals do not wait for others
/// @param deadline of one attempt
/// @param lookup deadline of a question to a store
/// @param memory for how long a stream believes what it was told of its hooks
/// @param firstRetry the longest pause behind the first failure; it doubles
/// @param longestRetry the longest of all pauses
/// @param keep for how long it is tried
/// @param atOnce deliveries to one host
public record DeliveryTimes(Duration linger, int batch, Duration deadline, Duration lookup,
    Duration memory, Duration firstRetry, Duration longestRetry, Duration keep, int atOnce) {
  /// A second, 20 finals, 10 s, 2 s, half a minute; pauses of 1 s to 5 min for a day; four at once.
  public static final DeliveryTimes USUAL = new DeliveryTimes(Duration.ofSeconds(1), 20,
      Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(1),
      Duration.ofMinutes(5), Duration.ofHours(24), 4);

  public DeliveryTimes {
    if (batch < 1 || atOnce < 1 || linger.isNegative() || !deadline.isPositive()
        || !lookup.isPositive() || memory.isNegative() || !firstRetry.isPositive()
        || longestRetry.compareTo(firstRetry) < 0 || !keep.isPositive()) {
      throw new IllegalArgumentException("times: batch " + batch + ", at once " + atOnce
          + ", linger " + linger + ", deadline " + deadline + ", lookup " + lookup + ", memory "
          + memory + ", retries " + firstRetry + ".." + longestRetry + ", keep " + keep
          + " (expected: all > 0, the longest pause not below the first)");
    }
  }

  /// The most that a pause is after so many failures, 1 or more.
  Duration mostAfter(int failures) {
    var doubled = firstRetry.multipliedBy(1L << Math.min(failures - 1, 20));
    return doubled.compareTo(longestRetry) < 0 ? doubled : longestRetry;
  }
}
