package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Removes an account's documents, one collection after the other: its own first, so that nobody makes a
/// month anew with its plan, and its keys at the very end. The names of settles go by themselves.
final class FirestoreErasure implements AccountErasure {
  private final Calls calls;
  private final Plans plans;
  private final HourErasure hours;
  private final InstantSource clock;

  FirestoreErasure(Calls calls, Plans plans, InstantSource clock) {
    this.calls = calls;
    this.plans = plans;
    this.hours = new HourErasure(calls);
    this.clock = clock;
  }

  @Override
  public Mono<Integer> erase(AccountId account) {
    return Flux.concat(user(account),
        all(store -> Names.user(store, account).collection(Names.TOP_UPS).limit(PIECE)),
        months(account),
        calls.within(hours.erase(account, kept())),
        all(store -> Names.keys(store)
            .whereEqualTo(Names.ACCOUNT, account.value())
            .limit(PIECE)))
        .filter(removed -> removed > 0)
        .next()
        .defaultIfEmpty(0);
  }

  private Mono<Integer> user(AccountId account) {
    return calls.within(calls.read(Kind.ERASE_READ, store -> Names.user(store, account))
        .flatMap(found -> found.exists()
            ? removed(List.of(found.getReference()))
            : Mono.just(0)));
  }

  private Mono<Integer> all(Function<Firestore, Query> which) {
    return calls.within(calls.find(Kind.ERASE_READ, which)
        .flatMap(found -> removed(found.getDocuments()
            .stream()
            .map(DocumentSnapshot::getReference)
            .toList())));
  }

  /// A month that stays is as if the account had never had a plan.
  private Mono<Integer> months(AccountId account) {
    return calls.within(calls.find(Kind.ERASE_READ,
        store -> Names.user(store, account).collection(Names.MONTHS).limit(PIECE))
        .flatMap(found -> {
          var over = found.getDocuments()
              .stream()
              .filter(month -> monthOf(month).isBefore(kept()))
              .map(DocumentSnapshot::getReference)
              .toList();
          var plain = found.getDocuments()
              .stream()
              .filter(month -> !monthOf(month).isBefore(kept()) && isOfAPlan(month))
              .toList();
          return over.isEmpty() && plain.isEmpty() ? Mono.just(0) : calls.commit(writes -> {
            over.forEach(month -> writes.as(Kind.ERASE_WRITE).delete(month));
            plain.forEach(month -> writes.as(Kind.ERASE_WRITE)
                .update(month.getReference(), MonthDocument.forgotten(monthOf(month),
                    plans.basic().grant(), clock.instant())));
          }).thenReturn(over.size() + plain.size());
        }));
  }

  private Mono<Integer> removed(List<DocumentReference> documents) {
    return documents.isEmpty()
        ? Mono.just(0)
        : calls.commit(writes -> documents
            .forEach(document -> writes.as(Kind.ERASE_WRITE).delete(document)))
            .thenReturn(documents.size());
  }

  private YearMonth kept() {
    return AccountErasure.firstKept(clock.instant());
  }

  private static boolean isOfAPlan(DocumentSnapshot month) {
    return month.get(Names.EXPIRES_AT) == null
        || !Boolean.TRUE.equals(month.get(Names.PLAN_GRANT))
        || !(month.get(Names.TOPPED_UP_MS) instanceof Long more && more == 0);
  }

  private static YearMonth monthOf(QueryDocumentSnapshot month) {
    return YearMonth.parse(month.getId());
  }
}
