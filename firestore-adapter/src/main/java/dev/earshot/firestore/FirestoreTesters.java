package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Precondition;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Tester;
import dev.earshot.core.app.Testers;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import io.grpc.Status.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Testers, as the seed keeps them: `testers/{uid}`.
final class FirestoreTesters implements Testers {
  private final Calls calls;

  FirestoreTesters(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Mono<Tester> find(AccountId account) {
    return calls.within(at(account).filter(DocumentSnapshot::exists)
        .map(found -> tester(account, found)));
  }

  @Override
  public Mono<List<AccountId>> of(AppId app) {
    return calls.within(calls.find(Kind.TESTER_LIST,
        store -> Names.testers(store)
            .whereArrayContains(Names.APPS, app.value())
            .limit(MOST_OF_APP))
        .map(found -> found.getDocuments()
            .stream()
            .map(document -> new AccountId(new Fields(document).text(Names.UID)))
            .toList()));
  }

  @Override
  public Mono<Void> put(Tester tester) {
    return calls.within(calls.commit(writes -> writes.as(Kind.TESTER_WRITE)
        .set(Names.tester(writes.store(), tester.account()),
            Map.of(Names.UID, tester.account().value(), Names.APPS,
                tester.apps().stream().map(AppId::value).toList(), Names.ADDED_AT,
                MonthDocument.stamp(tester.addedAt())))));
  }

  @Override
  public Mono<Boolean> grant(AccountId account, AppId app) {
    return calls.within(Contest.won(at(account).flatMap(found -> {
      if (!found.exists()) {
        return Mono.just(false);
      }
      var tester = tester(account, found);
      return tester.plus(app).equals(tester) // refuses one too many
          ? Mono.just(true)
          : calls.commit(writes -> writes.as(Kind.TESTER_WRITE)
              .update(found.getReference(),
                  Map.of(Names.APPS, FieldValue.arrayUnion(app.value())), asRead(found)))
              .thenReturn(true);
    })));
  }

  @Override
  public Mono<Boolean> revoke(AccountId account, AppId app) {
    return calls.within(calls
        .commit(writes -> writes.as(Kind.TESTER_WRITE)
            .update(Names.tester(writes.store(), account), Names.APPS,
                FieldValue.arrayRemove(app.value())))
        .thenReturn(true)
        .onErrorResume(failure -> Failures.is(failure, Code.NOT_FOUND), _ -> Mono.just(false)));
  }

  @Override
  public Mono<Boolean> remove(AccountId account) {
    return calls.within(Contest.won(at(account).flatMap(found -> found.exists()
        ? calls.commit(writes -> writes.as(Kind.TESTER_WRITE)
            .delete(found.getReference(), asRead(found)))
            .thenReturn(true)
        : Mono.just(false))));
  }

  private Mono<DocumentSnapshot> at(AccountId account) {
    return calls.read(Kind.TESTER_READ, store -> Names.tester(store, account));
  }

  private static Precondition asRead(DocumentSnapshot found) {
    return Precondition.updatedAt(Objects.requireNonNull(found.getUpdateTime()));
  }

  private static Tester tester(AccountId account, DocumentSnapshot found) {
    return new Tester(account, apps(found), AppDocument.moment(found.get(Names.ADDED_AT)));
  }

  private static Set<AppId> apps(DocumentSnapshot found) {
    var apps = new HashSet<AppId>();
    if (found.get(Names.APPS) instanceof List<?> all) {
      for (var one : all) {
        if (!(one instanceof String id)) {
          throw new Fields(found).broken(Names.APPS, "a list of texts");
        }
        apps.add(new AppId(id));
      }
    }
    return Set.copyOf(apps);
  }
}
