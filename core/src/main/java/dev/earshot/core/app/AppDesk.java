package dev.earshot.core.app;

import dev.earshot.core.app.AppChange.Describe;
import dev.earshot.core.cache.CacheKey;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.identity.AccountId;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/// Changes apps: the store first, then every copy of what is different now is dropped, on all instances.
///
/// All publishers are cold. What is written is written, also where not everybody could be told: others then
/// see it when their copies are too old, and the bus counts it.
public final class AppDesk {
  private final AppStores stores;
  private final CacheManager caches;
  private final AppKeys keys;

  AppDesk(AppStores stores, CacheManager caches, AppKeys keys) {
    this.stores = stores;
    this.caches = caches;
    this.keys = keys;
  }

  /// The app as the store has it now, for those who decide; empty where there is none.
  public Mono<App> find(AppId id) {
    return stores.catalog().find(id);
  }

  /// All apps of one owner as the store has them now.
  public Mono<List<App>> ownedBy(AccountId owner) {
    return stores.catalog().ownedBy(owner);
  }

  /// Keeps a new app; false where its id is or was another's.
  public Mono<Boolean> create(App app) {
    return stores.catalog()
        .create(app)
        .flatMap(isNew -> isNew
            ? told(of(app)).thenReturn(true)
            : Mono.just(false));
  }

  /// Changes an app and gives it as it is then; empty where there is none.
  public Mono<App> change(AppId id, AppChange change) {
    return stores.catalog()
        .change(id, change)
        .flatMap(app -> everywhere(app,
            !(change instanceof Describe) || app.visibility().approved()));
  }

  /// Deletes an app and gives it as it was; empty where there is none.
  public Mono<App> delete(AppId id) {
    return stores.catalog()
        .delete(id)
        .flatMap(app -> everywhere(app, app.visibility().approved()));
  }

  /// Enables an app for a user; false where it was enabled before.
  public Mono<Boolean> enable(AccountId user, AppId app) {
    return installed(user, app, stores.installs().enable(user, app));
  }

  /// Takes it back; false where it was not enabled.
  public Mono<Boolean> disable(AccountId user, AppId app) {
    return installed(user, app, stores.installs().disable(user, app));
  }

  /// Keeps a review; false where there is no such app.
  public Mono<Boolean> review(AppId app, Review review) {
    return stores.reviews()
        .put(app, review)
        .flatMap(kept -> told(List.of(keys.app(app), keys.approved(true))).thenReturn(kept));
  }

  /// Keeps a tester, in place of what the same user tested before.
  public Mono<Void> addTester(Tester tester) {
    return stores.testers().put(tester).then(Mono.defer(() -> told(of(tester.account()))));
  }

  /// The user tests no longer, at once; false where it was no tester.
  public Mono<Boolean> removeTester(AccountId user) {
    return tested(user, stores.testers().remove(user));
  }

  /// Lets a tester see one app more; false where the user is no tester.
  public Mono<Boolean> grant(AccountId user, AppId app) {
    return tested(user, stores.testers().grant(user, app));
  }

  /// Takes one app from a tester, at once; false where the user is no tester.
  public Mono<Boolean> revoke(AccountId user, AppId app) {
    return tested(user, stores.testers().revoke(user, app));
  }

  /// Drops the app and the slices of its owner and of whoever tests it.
  ///
  /// @param inLists whether it stood or stands in the lists of public apps, which are dropped then
  private Mono<App> everywhere(App app, boolean inLists) {
    return stores.testers().of(app.id()).flatMap(testers -> {
      var all = new ArrayList<>(of(app));
      if (inLists) {
        all.addAll(keys.lists());
      }
      testers.forEach(tester -> all.addAll(keys.slicesOf(tester)));
      return testers.size() < Testers.MOST_OF_APP
          ? told(all)
          : told(all).then(allSlices()); // there may be more than were named
    })
        .onErrorResume(_ -> told(of(app)).then(told(keys.lists())).then(allSlices()))
        .thenReturn(app);
  }

  private Mono<Boolean> installed(AccountId user, AppId app, Mono<Boolean> change) {
    return change.flatMap(
        done -> told(List.of(keys.enabled(user), keys.app(app))).thenReturn(done));
  }

  private Mono<Boolean> tested(AccountId user, Mono<Boolean> change) {
    return change.flatMap(done -> told(of(user)).thenReturn(done));
  }

  private List<CacheKey<?>> of(App app) {
    var all = new ArrayList<CacheKey<?>>();
    all.add(keys.app(app.id()));
    if (app.owner() != null) {
      all.addAll(keys.slicesOf(app.owner()));
    }
    return all;
  }

  private List<CacheKey<?>> of(AccountId tester) {
    var all = new ArrayList<>(keys.slicesOf(tester));
    all.addFirst(keys.tester(tester));
    return all;
  }

  private Mono<Void> told(List<CacheKey<?>> changed) {
    return caches.invalidate(changed).onErrorComplete();
  }

  private Mono<Void> allSlices() {
    return caches.invalidateAll(keys.slices(), "").onErrorComplete();
  }
}
