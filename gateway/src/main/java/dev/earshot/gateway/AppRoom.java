package dev.earshot.gateway;

import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.Installs;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.integration.Hooks;
import dev.earshot.core.preference.CachedPreferences;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import dev.earshot.gateway.admin.OperatorCalls;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// Apps and what users wish, with the copies that spare the stores, and where clients ask for them.
///
/// @param secrets makes of an app's id what signs for it
record AppRoom(AppShelf shelf, Installs installs, Preferences preferences,
    UnaryOperator<String> secrets) {
  static AppRoom open(Stores stores, CacheManager caches, UnaryOperator<String> secrets) {
    return new AppRoom(new AppShelf(stores.apps(), caches, AppJson.forms()),
        stores.apps().installs(),
        new CachedPreferences(stores.preferences(), caches), secrets);
  }

  /// Who of the enabled ones wants to be told what is said.
  Hooks hooks() {
    return new AppHooks(shelf, secrets);
  }

  /// Deletes the account's own apps, and takes back what it has enabled, tests and wishes. Its reviews stay:
  /// nobody is told who wrote them. Cold; it may break off anywhere, and whoever asks again completes it.
  Mono<Void> forget(AccountId account) {
    var desk = shelf.desk();
    return desk.ownedBy(account)
        .flatMapIterable(owned -> owned)
        .concatMap(app -> desk.delete(app.id()))
        .then(Mono.defer(() -> installs.enabledBy(account)))
        .flatMapIterable(enabled -> enabled)
        .concatMap(app -> desk.disable(account, app))
        .then(Mono.defer(() -> desk.removeTester(account)))
        .then(Mono.defer(() -> preferences.mentorFrequency(account)))
        .filter(chosen -> chosen.value() > 0)
        .flatMap(_ -> preferences.setMentorFrequency(account,
            MentorFrequency.NEVER));
  }

  /// Every route about them.
  ///
  /// @param operators knows the keys of operators, and writes down what they do
  /// @param draws makes what tells ids of apps apart; must not block
  List<Route> routes(OperatorCalls operators, InstantSource clock, Supplier<String> draws) {
    var desk = shelf.desk();
    return Stream.of(new ListRoutes(shelf).routes(),
        new OwnRoutes(shelf, desk, clock, draws, secrets).routes(),
        new UseRoutes(shelf, desk, clock).routes(),
        new TesterRoutes(desk, operators, clock).routes(),
        new MentorRoutes(preferences).routes()).flatMap(List::stream).toList();
  }
}
