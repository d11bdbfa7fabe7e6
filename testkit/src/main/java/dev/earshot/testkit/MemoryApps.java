package dev.earshot.testkit;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppChange;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Counts;
import dev.earshot.core.app.Installs;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Reviews;
import dev.earshot.core.identity.AccountId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Apps, who has enabled them and what is thought of them, in maps under one lock.
final class MemoryApps implements AppCatalog, Installs, Reviews {
  private final Map<AppId, App> apps = new TreeMap<>();
  private final Set<AppId> deleted = new HashSet<>();
  private final Map<AccountId, Set<AppId>> enabled = new HashMap<>();
  private final Map<AppId, Map<AccountId, Review>> reviews = new HashMap<>();

  @Override
  public Mono<App> find(AppId id) {
    return locked(() -> apps.get(id));
  }

  @Override
  public Mono<List<App>> approved() {
    return locked(() -> list(app -> app.visibility().isListed(), MOST_LISTED));
  }

  @Override
  public Mono<List<App>> popular() {
    return locked(() -> list(app -> app.visibility().isFeatured(), MOST_POPULAR));
  }

  @Override
  public Mono<List<App>> ownedBy(AccountId owner) {
    return locked(() -> list(app -> app.isOwnedBy(owner), MOST_OWNED));
  }

  @Override
  public Mono<List<App>> findAll(Collection<AppId> ids) {
    return locked(() -> list(app -> ids.contains(app.id()), ids.size()));
  }

  @Override
  public Mono<Boolean> create(App app) {
    return locked(
        () -> !deleted.contains(app.id()) && apps.putIfAbsent(app.id(), app) == null);
  }

  @Override
  public Mono<App> change(AppId id, AppChange change) {
    return locked(() -> apps.computeIfPresent(id, (_, app) -> app.after(change)));
  }

  @Override
  public Mono<App> delete(AppId id) {
    return locked(() -> {
      var gone = apps.remove(id);
      if (gone != null) {
        deleted.add(id);
      }
      return gone;
    });
  }

  @Override
  public Mono<Set<AppId>> enabledBy(AccountId user) {
    return locked(() -> Set.copyOf(enabled.getOrDefault(user, Set.of())));
  }

  @Override
  public Mono<Boolean> enable(AccountId user, AppId app) {
    return locked(() -> {
      var mine = enabled.computeIfAbsent(user, _ -> new TreeSet<>());
      if (!mine.contains(app) && mine.size() >= MOST_ENABLED) {
        throw new IllegalArgumentException(
            "enabled apps: " + mine.size() + " (expected: fewer than " + MOST_ENABLED + ")");
      }
      return mine.add(app) && count(app, installs(1));
    });
  }

  @Override
  public Mono<Boolean> disable(AccountId user, AppId app) {
    return locked(() -> enabled.getOrDefault(user, new TreeSet<>()).remove(app)
        && count(app, installs(-1)));
  }

  @Override
  public Mono<Boolean> put(AppId app, Review review) {
    return locked(() -> {
      if (!apps.containsKey(app)) {
        return false;
      }
      var before = reviews.computeIfAbsent(app, _ -> new HashMap<>()).put(review.by(), review);
      return count(app, now -> new Counts(now.installs(), now.ratings() + (before == null ? 1 : 0),
          now.ratingTenths() + review.tenths() - (before == null ? 0 : before.tenths())));
    });
  }

  @Override
  public Mono<Map<AppId, List<Review>>> of(Collection<App> asked) {
    return locked(() -> {
      var all = new HashMap<AppId, List<Review>>();
      for (var app : asked) {
        var told = reviews.getOrDefault(app.id(), Map.of())
            .values()
            .stream()
            .sorted(Comparator.comparing(Review::at).reversed())
            .limit(MOST_TOLD)
            .toList();
        if (!told.isEmpty()) {
          all.put(app.id(), told);
        }
      }
      return Map.copyOf(all);
    });
  }

  private <T> Mono<T> locked(Supplier<@Nullable T> work) {
    return Mono.fromSupplier(() -> {
      synchronized (this) {
        return work.get();
      }
    });
  }

  private List<App> list(Predicate<App> which, int most) {
    return apps.values().stream().filter(which).limit(most).toList();
  }

  /// True, also for an app that was deleted and counts no more.
  private boolean count(AppId id, UnaryOperator<Counts> change) {
    apps.computeIfPresent(id, (_, app) -> app.with(change.apply(app.counts())));
    return true;
  }

  private static UnaryOperator<Counts> installs(int more) {
    return now -> new Counts(now.installs() + more, now.ratings(), now.ratingTenths());
  }
}
