package dev.earshot.firestore;

import com.google.cloud.firestore.AggregateField;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import dev.earshot.firestore.StoreException.Lost;
import io.grpc.Status.Code;
import java.time.InstantSource;
import java.time.YearMonth;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The months' documents: found, or made from the hours where there is none.
///
/// Why making one beside writers neither loses nor counts twice: whatever raises a month (a settle, a
/// top-up, a subscription) updates the month's document in the same batch as its hour or its own
/// record, and an update fails, the whole batch with it, where there is no document. The sums are read
/// while there is none, and the document is created only if there still is none. So no such batch
/// came between the sums and the creation: what is in the sums is all there is. Two makers make the
/// same; the second meets ALREADY_EXISTS and reads. A creation whose answer was lost lands under the
/// same condition, however late. What could break this is a document deleted twice within one making,
/// and a foreign writer of hours (the seed) on the same account at the same time.
///
/// The sums are two questions, not one: a query that sums several fields takes only documents that
/// have all of them, and the seed's hours do not have ours. Ours have both of the fields of the
/// second question. What we add to the seed's `transcription_seconds`, so that its own readers see it,
/// is taken off again, for it is in `transcription_ms` to the millisecond.
final class Months {
  /// Somebody may delete the document at any moment, but hardly thrice in one question.
  private static final int TRIES = 3;
  private static final AggregateField SECONDS = AggregateField.sum(Names.SECONDS);
  private static final AggregateField MS = AggregateField.sum(Names.MS);
  private static final AggregateField MS_SECONDS = AggregateField.sum(Names.MS_SECONDS);

  private final Calls calls;
  private final Plans plans;
  private final InstantSource clock;

  Months(Calls calls, Plans plans, InstantSource clock) {
    this.calls = calls;
    this.plans = plans;
    this.clock = clock;
  }

  /// One read where the document is there.
  Mono<MonthDocument> find(AccountId account, YearMonth month) {
    return find(account, month, TRIES);
  }

  /// Does what needs the months' documents, and again when it had failed because one was missing.
  <T> Mono<T> needing(AccountId account, Iterable<YearMonth> months, Mono<T> work) {
    return needing(account, months, work, TRIES);
  }

  private <T> Mono<T> needing(AccountId account, Iterable<YearMonth> months, Mono<T> work,
      int tries) {
    return work.onErrorResume(
        failure -> tries > 1 && Failures.is(failure, Code.NOT_FOUND),
        _ -> Flux.fromIterable(months)
            .concatMap(month -> find(account, month))
            .then(needing(account, months, work, tries - 1)));
  }

  private Mono<MonthDocument> find(AccountId account, YearMonth month, int tries) {
    return calls.read(Kind.MONTH_READ, store -> Names.month(store, account, month))
        .flatMap(found -> found.exists()
            ? Mono.fromSupplier(() -> MonthDocument.of(found))
            : make(account, month, tries));
  }

  private Mono<MonthDocument> make(AccountId account, YearMonth month, int tries) {
    if (tries == 0) {
      return Mono.error(new Lost("the month's document vanished " + TRIES + " times", null));
    }
    var user = calls.read(Kind.PLAN_READ, store -> Names.user(store, account))
        .map(UserDocument::of);
    return Mono.zip(user, sumOfHours(account, month))
        .map(parts -> MonthDocument.of(parts.getT1(), month, parts.getT2(), plans))
        .flatMap(made -> create(account, month, made).thenReturn(made))
        .onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS),
            _ -> find(account, month, tries - 1));
  }

  /// What the hours of a month add up to, in milliseconds: two questions.
  Mono<Long> sumOfHours(AccountId account, YearMonth month) {
    return Mono.zip(calls.sum(store -> hours(store, account, month).aggregate(SECONDS)),
        calls.sum(store -> hours(store, account, month).aggregate(MS, MS_SECONDS)),
        Months::usedMs);
  }

  private Mono<Void> create(AccountId account, YearMonth month, MonthDocument made) {
    return calls.commit(writes -> writes.as(Kind.MONTH_CREATE)
        .create(Names.month(writes.store(), account, month), made.fields(clock.instant())));
  }

  private static Query hours(Firestore store, AccountId account, YearMonth month) {
    return Names.user(store, account)
        .collection(Names.HOURS)
        .whereEqualTo(Names.YEAR, month.getYear())
        .whereEqualTo(Names.MONTH, month.getMonthValue());
  }

  private static long usedMs(AggregateQuerySnapshot seconds, AggregateQuerySnapshot ours) {
    var theirs = Math.round((number(seconds, SECONDS) - number(ours, MS_SECONDS)) * 1_000);
    return Math.max(0, theirs + Math.round(number(ours, MS)));
  }

  /// A double is exact up to 2^53: for milliseconds, 285,000 years of audio.
  private static double number(AggregateQuerySnapshot sums, AggregateField field) {
    return sums.get(field) instanceof Number sum ? sum.doubleValue() : 0;
  }
}
