package dev.earshot.core.app;

import dev.earshot.core.cache.CacheFamily;
import dev.earshot.core.cache.CacheKey;
import dev.earshot.core.cache.HeapSize;
import dev.earshot.core.cache.SharedForm;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.util.List;

/// Every name under which something of apps is kept, how long, and what it weighs: the seed system's names
/// and lives (issue 7, part 5).
///
/// | key | in this process | in the second level |
/// |---|---|---|
/// | `is_tester:{uid}`, `user_apps_slice:{uid}:{0\|1}`, `enabled_plugins:{uid}` | 30 s | |
/// | `get_public_approved_apps_data`, `...:reviews=0`, `...:reviews=1` | 30 s | 600 s |
/// | `get_popular_apps_data` | 30 s | 1,800 s |
/// | `apps:{id}` | 30 s | 600 s, under the same name |
final class AppKeys {
  /// How long a copy in this process is fresh.
  static final Duration LIFE = Duration.ofSeconds(30);

  private static final Duration LIST_LIFE = Duration.ofMinutes(10);
  private static final Duration POPULAR_LIFE = Duration.ofMinutes(30);
  private static final Duration APP_LIFE = Duration.ofMinutes(10);
  /// A list of public apps is better old than none at all.
  private static final Duration STALE = Duration.ofMinutes(10);

  private final CacheFamily<Boolean> testers = CacheFamily.of("is_tester", Boolean.class,
      _ -> HeapSize.BOXED);
  private final CacheFamily<AppSlice> slices = CacheFamily.of("user_apps_slice", AppSlice.class,
      slice -> HeapSize.RECORD + list(slice.privates()) + list(slice.unapproved())
          + list(slice.testing()));
  private final CacheFamily<EnabledApps> enabled = CacheFamily.of("enabled_plugins",
      EnabledApps.class,
      apps -> HeapSize.RECORD + HeapSize.of(apps.ids(), id -> HeapSize.of(id.value())));
  private final CacheFamily<AppPage> approved;
  private final CacheFamily<AppPage> popular;
  private final CacheFamily<App> apps;

  AppKeys(AppForms forms) {
    this.approved = CacheFamily.of("get_public_approved_apps_data", AppPage.class, AppKeys::page)
        .staleUpTo(STALE)
        .shared(new SharedForm<>(forms.writePage(), forms.readPage(), LIST_LIFE));
    this.popular = CacheFamily.of("get_popular_apps_data", AppPage.class, AppKeys::page)
        .staleUpTo(STALE)
        .shared(new SharedForm<>(forms.writePage(), forms.readPage(), POPULAR_LIFE));
    this.apps = CacheFamily.of("apps", App.class, AppKeys::app)
        .shared(new SharedForm<>(CacheKey::name, forms.writeApp(), forms.readApp(), APP_LIFE));
  }

  CacheKey<Boolean> tester(AccountId user) {
    return testers.key(user.value());
  }

  /// A flag that has changed finds another slice than before.
  CacheKey<AppSlice> slice(AccountId user, boolean isTester) {
    return slices.key(user.value() + (isTester ? ":1" : ":0"));
  }

  CacheKey<EnabledApps> enabled(AccountId user) {
    return enabled.key(user.value());
  }

  /// What users' own lists are made of.
  CacheKey<AppPage> approved() {
    return approved.key("");
  }

  CacheKey<AppPage> approved(boolean withReviews) {
    return approved.key(withReviews ? "reviews=1" : "reviews=0");
  }

  CacheKey<AppPage> popular() {
    return popular.key("");
  }

  CacheKey<App> app(AppId id) {
    return apps.key(id.value());
  }

  /// All slices of all users.
  CacheFamily<AppSlice> slices() {
    return slices;
  }

  /// Both slices of one user.
  List<CacheKey<?>> slicesOf(AccountId user) {
    return List.of(slice(user, false), slice(user, true));
  }

  /// Every list of public apps.
  List<CacheKey<?>> lists() {
    return List.of(approved(), approved(false), approved(true), popular());
  }

  private static long page(AppPage page) {
    return HeapSize.RECORD + HeapSize.of(page.all(),
        shown -> HeapSize.RECORD + app(shown.app())
            + HeapSize.of(shown.reviews(), AppKeys::review));
  }

  private static long list(List<App> apps) {
    return HeapSize.of(apps, AppKeys::app);
  }

  private static long app(App app) {
    var listing = app.listing();
    var integration = listing.integration();
    var owner = app.owner();
    return 5 * HeapSize.RECORD + HeapSize.of(app.id().value())
        + (owner == null ? 0 : HeapSize.of(owner.value())) + HeapSize.of(listing.name())
        + HeapSize.of(listing.author()) + HeapSize.of(listing.description())
        + HeapSize.of(listing.category()) + HeapSize.of(listing.image())
        + HeapSize.of(listing.capabilities(), HeapSize::of)
        + (integration == null ? 0 : HeapSize.RECORD + HeapSize.of(integration.webhookUrl()));
  }

  private static long review(Review review) {
    return 2 * HeapSize.RECORD + HeapSize.of(review.by().value()) + HeapSize.of(review.text());
  }
}
