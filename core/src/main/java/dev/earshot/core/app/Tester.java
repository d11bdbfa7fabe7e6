package dev.earshot.core.app;

import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// A user who may see and use apps that are private or not approved yet.
///
/// @param apps which ones, 0 to 200
/// @param addedAt to the millisecond
public record Tester(AccountId account, Set<AppId> apps, Instant addedAt) {
  /// How many apps one tester may have.
  public static final int MOST_APPS = 200;

  public Tester {
    if (apps.size() > MOST_APPS) {
      throw new IllegalArgumentException(
          "apps: " + apps.size() + " (expected: 0.." + MOST_APPS + ")");
    }
    apps = Collections.unmodifiableSet(new TreeSet<>(apps));
    addedAt = addedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /// The same with one app more.
  public Tester plus(AppId app) {
    var more = new TreeSet<>(apps);
    more.add(app);
    return new Tester(account, more, addedAt);
  }

  /// The same without one app.
  public Tester minus(AppId app) {
    var rest = new TreeSet<>(apps);
    rest.remove(app);
    return new Tester(account, rest, addedAt);
  }
}
