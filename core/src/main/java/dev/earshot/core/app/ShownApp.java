package dev.earshot.core.app;

import java.util.List;

/// An app as one user sees it in a list.
///
/// @param enabled whether the user has enabled it
/// @param reviews the newest ones; empty where they were not asked for
public record ShownApp(App app, boolean enabled, List<Review> reviews) {
  public ShownApp {
    reviews = List.copyOf(reviews);
  }

  /// The same for a user who has enabled it.
  ShownApp asEnabled() {
    return new ShownApp(app, true, reviews);
  }
}
