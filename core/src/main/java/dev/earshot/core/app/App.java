package dev.earshot.core.app;

import dev.earshot.core.app.AppChange.Approve;
import dev.earshot.core.app.AppChange.Describe;
import dev.earshot.core.app.AppChange.Feature;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// An app as it is at one moment. What it holds nobody can change.
///
/// @param owner whose it is, for ever; null for one of the operator's
/// @param createdAt to the millisecond
public record App(AppId id, @Nullable AccountId owner, Listing listing, Visibility visibility,
    Counts counts, Instant createdAt) {
  public App {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /// An app that is made now: nobody has approved, installed or judged it.
  public static App fresh(AppId id, AccountId owner, Listing listing, boolean isPrivate,
      Instant now) {
    return new App(id, owner, listing, Visibility.fresh(isPrivate), Counts.NONE, now);
  }

  public boolean isOwnedBy(AccountId account) {
    return account.equals(owner);
  }

  /// The same after a change.
  public App after(AppChange change) {
    return switch (change) {
      case Describe(var said, var isPrivate) -> new App(id, owner, said,
          visibility.isPrivate() && !isPrivate
              ? Visibility.fresh(false)
              : new Visibility(isPrivate, visibility.approved(), visibility.popular()),
          counts, createdAt);
      case Approve(var approved) -> with(new Visibility(visibility.isPrivate(), approved,
          approved && visibility.popular()));
      case Feature(var popular) -> with(
          new Visibility(visibility.isPrivate(), visibility.approved(), popular));
    };
  }

  /// The same with other counts.
  public App with(Counts others) {
    return new App(id, owner, listing, visibility, others, createdAt);
  }

  private App with(Visibility other) {
    return new App(id, owner, listing, other, counts, createdAt);
  }
}
