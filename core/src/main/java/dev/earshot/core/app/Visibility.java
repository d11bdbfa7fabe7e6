package dev.earshot.core.app;

/// Who sees an app. One that is private is seen by its owner and by its testers; one that is not, by
/// everybody who knows its id, and in lists once it is approved.
///
/// @param popular whether it stands in the list of popular apps: only one that is public and approved does
public record Visibility(boolean isPrivate, boolean approved, boolean popular) {
  /// As an app begins: nobody has looked at it yet.
  public static Visibility fresh(boolean isPrivate) {
    return new Visibility(isPrivate, false, false);
  }

  /// Whether it stands in the list of all.
  public boolean isListed() {
    return approved && !isPrivate;
  }

  /// Whether it stands in the list of popular apps.
  public boolean isFeatured() {
    return popular && isListed();
  }
}
