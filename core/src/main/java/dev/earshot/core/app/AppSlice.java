package dev.earshot.core.app;

import dev.earshot.core.identity.AccountId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/// The apps that one user sees beside the public ones.
///
/// @param privates the user's own that only the user sees
/// @param unapproved the user's own that are public and not approved
/// @param testing others' that the user tests
public record AppSlice(List<App> privates, List<App> unapproved, List<App> testing) {
  public AppSlice {
    privates = List.copyOf(privates);
    unapproved = List.copyOf(unapproved);
    testing = List.copyOf(testing);
  }

  /// What a user owns and tests, sorted into it. Apps that are in the list of all are not in it.
  public static AppSlice of(AccountId user, List<App> owned, Collection<App> tested) {
    return new AppSlice(owned.stream().filter(app -> app.visibility().isPrivate()).toList(),
        owned.stream()
            .filter(app -> !app.visibility().isPrivate() && !app.visibility().approved())
            .toList(),
        tested.stream()
            .filter(app -> !app.isOwnedBy(user) && !app.visibility().isListed())
            .toList());
  }

  /// All of them, each once.
  public List<App> all() {
    var all = new LinkedHashMap<AppId, App>();
    for (var list : List.of(privates, unapproved, testing)) {
      list.forEach(app -> all.put(app.id(), app));
    }
    return List.copyOf(all.values());
  }
}
