package dev.earshot.core.app;

import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.identity.AccountId;
import java.util.List;
import reactor.core.publisher.Mono;

/// Shows apps to users. Lists come from copies that are as old as [AppKeys] says at most, and that
/// [AppDesk] has dropped everywhere whenever something changes; how often an app is installed and judged may
/// be as old as the lists are. Who may see a private app is asked of the store each time.
///
/// All publishers are cold.
public final class AppShelf {
  private final AppStores stores;
  private final CacheManager caches;
  private final AppKeys keys;

  /// @param forms how copies are written down for other instances
  public AppShelf(AppStores stores, CacheManager caches, AppForms forms) {
    this(stores, caches, new AppKeys(forms));
  }

  AppShelf(AppStores stores, CacheManager caches, AppKeys keys) {
    this.stores = stores;
    this.caches = caches;
    this.keys = keys;
  }

  /// Where the same apps are changed.
  public AppDesk desk() {
    return new AppDesk(stores, caches, keys);
  }

  /// All public and approved apps; up to [AppCatalog#MOST_LISTED].
  public Mono<AppPage> approved(boolean withReviews) {
    return caches.getOrFetch(keys.approved(withReviews), AppKeys.LIFE,
        () -> withReviews ? reviewed() : listed());
  }

  /// The popular ones; up to [AppCatalog#MOST_POPULAR].
  public Mono<AppPage> popular() {
    return caches.getOrFetch(keys.popular(), AppKeys.LIFE,
        () -> stores.catalog().popular().map(AppPage::of));
  }

  /// All apps that a user sees: the public ones, the user's own, and those that the user tests, each once.
  public Mono<List<ShownApp>> of(AccountId user, boolean withReviews) {
    return Mono.zip(withReviews ? approved(true) : approvedForUsers(), slice(user), enabled(user))
        .map(all -> all.getT1().shownTo(all.getT3(), all.getT2().all()));
  }

  /// The apps that a user has enabled and may see.
  public Mono<List<App>> enabledBy(AccountId user) {
    return enabled(user).flatMap(enabled -> enabled.ids().isEmpty()
        ? Mono.just(List.of()) // most users: no list is made for each piece of what they say
        : of(user, false).map(all -> all.stream()
            .filter(ShownApp::enabled)
            .map(ShownApp::app)
            .toList()));
  }

  /// One app, as far as this user may see it: a private one only its owner, and who tests it at this
  /// moment. Empty otherwise, and where there is none.
  public Mono<ShownApp> find(AppId id, AccountId user) {
    return visible(id, user).flatMap(app -> Mono.zip(enabled(user),
        stores.reviews().of(List.of(app)).map(all -> all.getOrDefault(id, List.of())))
        .map(all -> new ShownApp(app, all.getT1().ids().contains(id), all.getT2())));
  }

  /// Whether a user tests anything, for lists. What a tester may see is never decided by it.
  public Mono<Boolean> isTester(AccountId user) {
    return caches.getOrFetch(keys.tester(user), AppKeys.LIFE,
        () -> stores.testers().find(user).hasElement());
  }

  /// The apps that a user sees beside the public ones.
  public Mono<AppSlice> slice(AccountId user) {
    return isTester(user).flatMap(isTester -> caches.getOrFetch(keys.slice(user, isTester),
        AppKeys.LIFE, () -> Mono.zip(stores.catalog().ownedBy(user), tested(user, isTester))
            .map(all -> AppSlice.of(user, all.getT1(), all.getT2()))));
  }

  Mono<App> visible(AppId id, AccountId user) {
    return caches.getOrFetch(keys.app(id), AppKeys.LIFE, () -> stores.catalog().find(id))
        .filterWhen(app -> app.visibility().isPrivate() && !app.isOwnedBy(user)
            ? stores.testers().find(user).map(tester -> tester.apps().contains(id))
            : Mono.just(true));
  }

  private Mono<AppPage> approvedForUsers() {
    return caches.getOrFetch(keys.approved(), AppKeys.LIFE, this::listed);
  }

  private Mono<EnabledApps> enabled(AccountId user) {
    return caches.getOrFetch(keys.enabled(user), AppKeys.LIFE,
        () -> stores.installs().enabledBy(user).map(EnabledApps::new));
  }

  private Mono<List<App>> tested(AccountId user, boolean isTester) {
    return isTester
        ? stores.testers()
            .find(user)
            .flatMap(tester -> stores.catalog().findAll(tester.apps()))
            .defaultIfEmpty(List.of())
        : Mono.just(List.of());
  }

  private Mono<AppPage> listed() {
    return stores.catalog().approved().map(AppPage::of);
  }

  private Mono<AppPage> reviewed() {
    return stores.catalog()
        .approved()
        .flatMap(apps -> stores.reviews().of(apps).map(reviews -> new AppPage(apps, reviews)));
  }
}
