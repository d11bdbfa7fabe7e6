package dev.earshot.core.app;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A list of apps that is the same for everybody.
///
/// @param apps in the order of their ids
/// @param reviews the newest ones of those apps that have some; empty where they were not asked for
public record AppPage(List<App> apps, Map<AppId, List<Review>> reviews) {
  public AppPage {
    apps = apps.stream().sorted(Comparator.comparing(App::id)).toList();
    reviews = reviews.entrySet()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
            entry -> List.copyOf(entry.getValue())));
  }

  /// Apps without reviews.
  public static AppPage of(List<App> apps) {
    return new AppPage(apps, Map.of());
  }

  /// Whether this app is in it.
  boolean has(AppId id) {
    var low = 0;
    var high = apps.size() - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      var side = apps.get(middle).id().compareTo(id);
      if (side == 0) {
        return true;
      }
      if (side < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }
}
