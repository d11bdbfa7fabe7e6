package dev.earshot.core.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A list of apps that is the same for everybody.
///
/// It is kept as somebody sees it who has enabled none of them: a user's own list is then a copy of its
/// places, in which few are others.
///
/// @param all in the order of their ids, with the newest reviews of each; without where they were not asked for
public record AppPage(List<ShownApp> all) {
  public AppPage {
    all = List.copyOf(all);
  }

  /// @param reviews of those apps that have some
  public AppPage(Collection<App> apps, Map<AppId, List<Review>> reviews) {
    this(apps.stream()
        .sorted(Comparator.comparing(App::id))
        .map(app -> new ShownApp(app, false, reviews.getOrDefault(app.id(), List.of())))
        .toList());
  }

  /// Apps without reviews.
  public static AppPage of(List<App> apps) {
    return new AppPage(apps, Map.of());
  }

  /// The apps alone.
  public List<App> apps() {
    return all.stream().map(ShownApp::app).toList();
  }

  /// What a user sees. Copies of different ages may both have an app: then this list's own stands.
  ///
  /// @param own what the user sees beside it
  List<ShownApp> shownTo(EnabledApps enabled, Collection<App> own) {
    var shown = new ArrayList<ShownApp>(all.size() + own.size());
    shown.addAll(all);
    for (var id : enabled.ids()) {
      var at = at(id);
      if (at >= 0) {
        shown.set(at, all.get(at).asEnabled());
      }
    }
    for (var app : own) {
      if (at(app.id()) < 0) {
        shown.add(new ShownApp(app, enabled.ids().contains(app.id()), List.of()));
      }
    }
    return Collections.unmodifiableList(shown);
  }

  /// Where this app is; below zero where it is not.
  private int at(AppId id) {
    var low = 0;
    var high = all.size() - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      var side = all.get(middle).app().id().compareTo(id);
      if (side == 0) {
        return middle;
      }
      if (side < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
