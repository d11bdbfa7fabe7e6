package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.firestore.DocumentOperations.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import reactor.core.publisher.Mono;

/// The hours' documents by their names, which sort as the hours do: one query, a read for each hour with
/// use, and no index.
final class FirestoreHistory implements UsageHistory {
  private final Calls calls;

  FirestoreHistory(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Mono<List<Hour>> hours(AccountId account, Span span) {
    return calls.within(calls.find(Kind.HOUR_LIST, store -> range(store, account, span))
        .map(found -> found.getDocuments()
            .stream()
            .map(FirestoreHistory::hour)
            .filter(hour -> hour.usedMs() > 0)
            .toList()));
  }

  private static Query range(Firestore store, AccountId account, Span span) {
    return Names.user(store, account)
        .collection(Names.HOURS)
        .whereGreaterThanOrEqualTo(FieldPath.documentId(), id(span.from()))
        .whereLessThan(FieldPath.documentId(), id(span.until()))
        .orderBy(FieldPath.documentId())
        .select(Names.SECONDS, Names.MS, Names.MS_SECONDS);
  }

  /// The name of the first hour that begins then or later.
  private static String id(Instant moment) {
    var hour = moment.truncatedTo(ChronoUnit.HOURS);
    var next = hour.equals(moment) ? hour : hour.plus(1, ChronoUnit.HOURS);
    return Names.hourId(next.atOffset(ZoneOffset.UTC));
  }

  /// The seed's seconds that are not in our milliseconds, and those.
  private static Hour hour(DocumentSnapshot document) {
    var theirs = number(document, Names.SECONDS) - number(document, Names.MS_SECONDS);
    var ms = Math.round(theirs * 1_000) + Math.round(number(document, Names.MS));
    return new Hour(Names.hourOf(document.getId()), Math.max(0, ms));
  }

  private static double number(DocumentSnapshot document, String field) {
    return document.get(field) instanceof Number number ? number.doubleValue() : 0;
  }
}
