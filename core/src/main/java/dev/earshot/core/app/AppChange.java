package dev.earshot.core.app;

/// Something that becomes different about an app.
public sealed interface AppChange {
  /// Its owner says something else of it. One that was private and is no longer has to be approved anew.
  record Describe(Listing listing, boolean isPrivate) implements AppChange {}

  /// An operator lets it into the list of all, or takes it out; then it is not popular either.
  record Approve(boolean approved) implements AppChange {}

  /// An operator puts it among the popular ones, or takes it out.
  record Feature(boolean popular) implements AppChange {}
}
