package dev.earshot.gateway;

import dev.earshot.core.app.AppShelf;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.operator.OperatorScope;
import dev.earshot.core.preference.CachedPreferences;
import dev.earshot.core.preference.Preferences;
import dev.earshot.gateway.admin.AdminDoor;
import dev.earshot.gateway.api.Route;
import dev.earshot.gateway.api.app.AppJson;
import dev.earshot.gateway.api.app.ListRoutes;
import dev.earshot.gateway.api.app.MentorRoutes;
import dev.earshot.gateway.api.app.OwnRoutes;
import dev.earshot.gateway.api.app.TesterRoutes;
import dev.earshot.gateway.api.app.UseRoutes;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Apps and what users wish, with the copies that spare the stores, and where clients ask for them.
record AppRoom(AppShelf shelf, Preferences preferences) {
  static AppRoom open(Stores stores, CacheManager caches) {
    return new AppRoom(new AppShelf(stores.apps(), caches, AppJson.forms()),
        new CachedPreferences(stores.preferences(), caches));
  }

  /// Every route about them.
  ///
  /// @param door knows the keys of operators
  /// @param draws makes what tells ids of apps apart; must not block
  List<Route> routes(AdminDoor door, InstantSource clock, Supplier<String> draws) {
    var desk = shelf.desk();
    return Stream.of(new ListRoutes(shelf).routes(),
        new OwnRoutes(shelf, desk, clock, draws).routes(),
        new UseRoutes(shelf, desk, clock).routes(),
        new TesterRoutes(desk, key -> door.opens(key, OperatorScope.TESTERS), clock).routes(),
        new MentorRoutes(preferences).routes()).flatMap(List::stream).toList();
  }
}
