package dev.earshot.testkit;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppChange;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Installs;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Reviews;
import dev.earshot.core.app.Tester;
import dev.earshot.core.app.Testers;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Stores of apps and wishes that do nothing, and say that they did.
final class IdleApps {
  private IdleApps() {}

  static class IdleCatalog implements AppCatalogContract {
    @Override
    public AppCatalog catalog() {
      return new AppCatalog() {
        @Override
        public Mono<App> find(AppId id) {
          return Mono.empty();
        }

        @Override
        public Mono<List<App>> approved() {
          return Mono.just(List.of());
        }

        @Override
        public Mono<List<App>> popular() {
          return Mono.just(List.of());
        }

        @Override
        public Mono<List<App>> ownedBy(AccountId owner) {
          return Mono.just(List.of());
        }

        @Override
        public Mono<List<App>> findAll(Collection<AppId> ids) {
          return Mono.just(List.of());
        }

        @Override
        public Mono<Boolean> create(App app) {
          return Mono.just(true);
        }

        @Override
        public Mono<App> change(AppId id, AppChange change) {
          return Mono.empty();
        }

        @Override
        public Mono<App> delete(AppId id) {
          return Mono.empty();
        }
      };
    }
  }

  static class IdleInstalls extends IdleCatalog implements InstallsContract {
    @Override
    public Installs installs() {
      return new Installs() {
        @Override
        public Mono<Set<AppId>> enabledBy(AccountId user) {
          return Mono.just(Set.of());
        }

        @Override
        public Mono<Boolean> enable(AccountId user, AppId app) {
          return Mono.just(true);
        }

        @Override
        public Mono<Boolean> disable(AccountId user, AppId app) {
          return Mono.just(true);
        }
      };
    }
  }

  static class IdleReviews extends IdleCatalog implements ReviewsContract {
    @Override
    public Reviews reviews() {
      return new Reviews() {
        @Override
        public Mono<Boolean> put(AppId app, Review review) {
          return Mono.just(true);
        }

        @Override
        public Mono<Map<AppId, List<Review>>> of(Collection<App> apps) {
          return Mono.just(Map.of());
        }
      };
    }
  }

  static class IdleTesters implements TestersContract {
    @Override
    public Testers testers() {
      return new Testers() {
        @Override
        public Mono<Tester> find(AccountId account) {
          return Mono.empty();
        }

        @Override
        public Mono<List<AccountId>> of(AppId app) {
          return Mono.just(List.of());
        }

        @Override
        public Mono<Void> put(Tester tester) {
          return Mono.empty();
        }

        @Override
        public Mono<Boolean> grant(AccountId account, AppId app) {
          return Mono.just(true);
        }

        @Override
        public Mono<Boolean> revoke(AccountId account, AppId app) {
          return Mono.just(true);
        }

        @Override
        public Mono<Boolean> remove(AccountId account) {
          return Mono.just(true);
        }
      };
    }
  }

  static class IdlePreferences implements PreferencesContract {
    @Override
    public Preferences preferences() {
      return new Preferences() {
        @Override
        public Mono<MentorFrequency> mentorFrequency(AccountId account) {
          return Mono.just(MentorFrequency.NEVER);
        }

        @Override
        public Mono<Void> setMentorFrequency(AccountId account, MentorFrequency frequency) {
          return Mono.empty();
        }
      };
    }
  }
}
