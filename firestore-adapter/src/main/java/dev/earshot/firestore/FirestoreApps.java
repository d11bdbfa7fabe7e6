package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Precondition;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QuerySnapshot;
import dev.earshot.core.app.App;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppChange;
import dev.earshot.core.app.AppId;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import io.grpc.Status.Code;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/// Apps, a document each. Questions of several conditions are equalities only, which Firestore answers from
/// the indexes that it makes by itself, by the documents' names.
final class FirestoreApps implements AppCatalog {
  private final Calls calls;

  FirestoreApps(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Mono<App> find(AppId id) {
    return calls.within(at(id).mapNotNull(found -> AppDocument.of(found).orElse(null)));
  }

  @Override
  public Mono<List<App>> approved() {
    return list(apps -> apps.whereEqualTo(Names.APPROVED, true)
        .whereEqualTo(Names.PRIVATE, false)
        .limit(MOST_LISTED));
  }

  @Override
  public Mono<List<App>> popular() {
    return list(apps -> apps.whereEqualTo(Names.APPROVED, true)
        .whereEqualTo(Names.PRIVATE, false)
        .whereEqualTo(Names.POPULAR, true)
        .limit(MOST_POPULAR));
  }

  @Override
  public Mono<List<App>> ownedBy(AccountId owner) {
    return list(apps -> apps.whereEqualTo(Names.UID, owner.value()).limit(MOST_OWNED));
  }

  @Override
  public Mono<List<App>> findAll(Collection<AppId> ids) {
    var all = List.copyOf(new TreeSet<>(ids));
    return all.isEmpty()
        ? Mono.just(List.of())
        : calls.within(calls.readAll(Kind.APP_READ,
            store -> all.stream().map(id -> Names.app(store, id)).toList())
            .map(FirestoreApps::apps));
  }

  @Override
  public Mono<Boolean> create(App app) {
    return calls.within(calls
        .commit(writes -> writes.as(Kind.APP_CREATE)
            .create(Names.app(writes.store(), app.id()), AppDocument.fields(app)))
        .thenReturn(true)
        .onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS),
            _ -> Mono.just(false)));
  }

  @Override
  public Mono<App> change(AppId id, AppChange change) {
    return updated(id, app -> app.after(change), AppDocument::said);
  }

  @Override
  public Mono<App> delete(AppId id) {
    return updated(id, app -> app, _ -> Map.of(Names.DELETED, true));
  }

  /// The app that a document holds, with the document.
  private record There(DocumentSnapshot document, App app) {
    static Optional<There> of(DocumentSnapshot document) {
      return AppDocument.of(document).map(app -> new There(document, app));
    }
  }

  private Mono<App> updated(AppId id, Function<App, App> change,
      Function<App, Map<String, Object>> fields) {
    return calls.within(Contest.won(at(id).mapNotNull(found -> There.of(found).orElse(null))
        .flatMap(there -> {
          var after = change.apply(there.app());
          return calls.commit(writes -> writes.as(Kind.APP_UPDATE)
              .update(there.document().getReference(), fields.apply(after),
                  Precondition.updatedAt(
                      Objects.requireNonNull(there.document().getUpdateTime()))))
              .thenReturn(after);
        })));
  }

  private Mono<DocumentSnapshot> at(AppId id) {
    return calls.read(Kind.APP_READ, store -> Names.app(store, id));
  }

  private Mono<List<App>> list(Function<Query, Query> which) {
    return calls.within(calls
        .find(Kind.APP_LIST,
            store -> which.apply(Names.apps(store).whereEqualTo(Names.DELETED, false)))
        .map(QuerySnapshot::getDocuments)
        .map(FirestoreApps::apps));
  }

  private static List<App> apps(List<? extends DocumentSnapshot> documents) {
    return documents.stream().map(AppDocument::of).flatMap(Optional::stream).toList();
  }
}
