package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Precondition;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Installs;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import reactor.core.publisher.Mono;

/// Enabled apps: one field of `users/{uid}`, so that all of a user's are one read. The app's count is raised
/// in the same batch, which is sent only where the user's document is still as it was read: what is sent
/// again counts once.
final class FirestoreInstalls implements Installs {
  private final Calls calls;

  FirestoreInstalls(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Mono<Set<AppId>> enabledBy(AccountId user) {
    return calls.within(at(user).map(FirestoreInstalls::apps));
  }

  @Override
  public Mono<Boolean> enable(AccountId user, AppId app) {
    return calls.within(Contest.won(at(user).flatMap(found -> {
      var now = apps(found);
      if (now.contains(app)) {
        return Mono.just(false);
      }
      if (now.size() >= MOST_ENABLED) {
        throw new IllegalArgumentException(
            "enabled apps: " + now.size() + " (expected: fewer than " + MOST_ENABLED + ")");
      }
      return change(user, found, app, FieldValue.arrayUnion(app.value()), 1);
    })));
  }

  @Override
  public Mono<Boolean> disable(AccountId user, AppId app) {
    return calls.within(Contest.won(at(user).flatMap(found -> apps(found).contains(app)
        ? change(user, found, app, FieldValue.arrayRemove(app.value()), -1)
        : Mono.just(false))));
  }

  private Mono<Boolean> change(AccountId user, DocumentSnapshot found, AppId app, FieldValue how,
      int more) {
    return calls.commit(writes -> {
      var mine = Names.user(writes.store(), user);
      var batch = writes.as(Kind.ENABLED_MERGE);
      if (found.exists()) {
        batch.update(mine, Map.of(Names.ENABLED, how),
            Precondition.updatedAt(Objects.requireNonNull(found.getUpdateTime())));
      } else {
        batch.create(mine, Map.of(Names.ENABLED, how));
      }
      writes.as(Kind.APP_UPDATE)
          .update(Names.app(writes.store(), app), Names.INSTALLS, FieldValue.increment(more));
    }).thenReturn(true);
  }

  private Mono<DocumentSnapshot> at(AccountId user) {
    return calls.read(Kind.ENABLED_READ, store -> Names.user(store, user), Names.ENABLED);
  }

  private static Set<AppId> apps(DocumentSnapshot found) {
    var apps = new TreeSet<AppId>();
    if (found.get(Names.ENABLED) instanceof List<?> all) {
      for (var one : all) {
        if (!(one instanceof String id)) {
          throw new Fields(found).broken(Names.ENABLED, "a list of texts");
        }
        apps.add(new AppId(id));
      }
    }
    return Set.copyOf(apps);
  }
}
