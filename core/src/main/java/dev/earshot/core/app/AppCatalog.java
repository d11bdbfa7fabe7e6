package dev.earshot.core.app;

import dev.earshot.core.identity.AccountId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/// All apps. One that was deleted is there no longer for anybody, and its id is never given again.
///
/// All publishers are cold. Lists are in the order of the ids and no longer than is said; what is beyond
/// is not in them.
public interface AppCatalog {
  /// How many apps the list of all has at most.
  int MOST_LISTED = 1_000;
  /// How many popular apps are listed at most.
  int MOST_POPULAR = 100;
  /// How many apps of one owner are listed at most.
  int MOST_OWNED = 200;

  /// The app of this id, whoever may see it; empty where there is none.
  Mono<App> find(AppId id);

  /// Public and approved apps.
  Mono<List<App>> approved();

  /// Those of the public and approved apps that an operator calls popular.
  Mono<List<App>> popular();

  /// All apps of one owner.
  Mono<List<App>> ownedBy(AccountId owner);

  /// Those of these apps that are there.
  ///
  /// @param ids [Tester#MOST_APPS] at the most
  Mono<List<App>> findAll(Collection<AppId> ids);

  /// Keeps a new app; false where its id is or was another's.
  Mono<Boolean> create(App app);

  /// Changes an app and gives it as it is then; empty where there is none. Of two changes at once neither
  /// is lost.
  Mono<App> change(AppId id, AppChange change);

  /// Deletes an app and gives it as it was; empty where there is none.
  Mono<App> delete(AppId id);
}
