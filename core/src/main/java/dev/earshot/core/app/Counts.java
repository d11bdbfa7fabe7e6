package dev.earshot.core.app;

/// How many use an app, and what those who judged it said.
///
/// @param installs users who have enabled it, 0 or more
/// @param ratings how many judged it, 0 or more
/// @param ratingTenths the sum of their scores, in tenths
public record Counts(long installs, long ratings, long ratingTenths) {
  /// Nobody yet.
  public static final Counts NONE = new Counts(0, 0, 0);

  public Counts {
    if (installs < 0 || ratings < 0 || ratingTenths < 0
        || ratingTenths > ratings * Review.BEST_TENTHS) {
      throw new IllegalArgumentException("installs: " + installs + ", ratings: " + ratings
          + ", tenths: " + ratingTenths + " (expected: >= 0, and up to 50 tenths a rating)");
    }
  }

  /// The mean score, 0 to 5; 0 where nobody has judged.
  public double average() {
    return ratings == 0 ? 0 : ratingTenths / 10.0 / ratings;
  }
}
