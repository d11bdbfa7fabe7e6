package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.SetOptions;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.UsageLedger;
import dev.earshot.firestore.Calls.Writes;
import dev.earshot.firestore.DocumentOperations.Kind;
import dev.earshot.firestore.StoreException.Lost;
import dev.earshot.firestore.StoreException.TooOld;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Charges an intent by one batch: its name is created, month and hour are raised, all or nothing.
/// Sent again, the name is there already and nothing else happens.
///
/// A name is kept until 41 days after its month's end and an intent is refused from 40 days after it,
/// so whatever is accepted still finds its name; the day between is for clocks that differ and a
/// policy that is never early. (Counted from the settle itself, the names of a month's first days
/// would be gone while intents of its last days may still come.)
final class FirestoreUsageLedger implements UsageLedger {
  private static final Duration ACCEPTED = Duration.ofDays(40);
  private static final Duration KEPT = Duration.ofDays(41);

  private final Calls calls;
  private final Months months;
  private final InstantSource clock;

  FirestoreUsageLedger(Calls calls, Months months, InstantSource clock) {
    this.calls = calls;
    this.months = months;
    this.clock = clock;
  }

  @Override
  public Mono<Settled> settle(Settle intent) {
    return calls.within(Mono.defer(() -> intent.isEmpty() ? asked(intent) : charged(intent)));
  }

  /// An empty intent charges nothing, but another may have begun there.
  private Mono<Settled> asked(Settle intent) {
    return read(intent)
        .map(found -> found.exists() ? settled(found) : new Settled(intent.toMs()));
  }

  private Mono<Settled> charged(Settle intent) {
    var now = clock.instant();
    var until = MonthDocument.end(intent.month()).plus(ACCEPTED);
    if (!now.isBefore(until)) {
      return Mono.error(new TooOld(intent.id(), intent.month(), until));
    }
    var batch = calls.commit(writes -> charge(writes, intent, now))
        .thenReturn(new Settled(intent.toMs()));
    return months.needing(intent.account(), List.of(intent.month()), batch)
        .onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS), _ -> earlier(intent));
  }

  /// Where another settle that began here came first, that one's end.
  private Mono<Settled> earlier(Settle intent) {
    return read(intent).flatMap(found -> found.exists()
        ? Mono.fromSupplier(() -> settled(found))
        : Mono.error(new Lost("settle " + intent.id() + " was there and is gone", null)));
  }

  private Mono<DocumentSnapshot> read(Settle intent) {
    return calls.read(Kind.SETTLE_READ,
        store -> Names.settle(store, intent.account(), intent.id()));
  }

  private static Settled settled(DocumentSnapshot found) {
    return new Settled(new Fields(found).amount(Names.TO_MS));
  }

  private static void charge(Writes writes, Settle intent, Instant now) {
    var store = writes.store();
    var account = intent.account();
    var hour = intent.hourAt(now).atOffset(ZoneOffset.UTC);
    var ms = intent.toMs() - intent.fromMs();
    writes.as(Kind.SETTLE_CREATE)
        .create(Names.settle(store, account, intent.id()),
            Map.of(Names.FROM_MS, intent.fromMs(), Names.TO_MS, intent.toMs(), Names.AT,
                MonthDocument.stamp(now), Names.EXPIRES_AT,
                MonthDocument.stamp(MonthDocument.end(intent.month()).plus(KEPT))));
    writes.as(Kind.MONTH_UPDATE)
        .update(Names.month(store, account, intent.month()), Map.of(Names.USED_MS,
            FieldValue.increment(ms), Names.UPDATED_AT, MonthDocument.stamp(now)));
    writes.as(Kind.HOUR_MERGE)
        .set(Names.hour(store, account, hour), hourFields(intent, hour, now), SetOptions.merge());
  }

  private static Map<String, Object> hourFields(Settle intent, OffsetDateTime hour, Instant now) {
    var seconds = intent.toMs() / 1_000 - intent.fromMs() / 1_000; // floored on the whole stream
    var fields = new HashMap<String, Object>(Map.of(Names.ID, Names.hourId(hour), Names.YEAR,
        hour.getYear(), Names.MONTH, hour.getMonthValue(), Names.DAY, hour.getDayOfMonth(),
        Names.HOUR, hour.getHour(), Names.LAST_UPDATED, MonthDocument.stamp(now), Names.MS,
        FieldValue.increment(intent.toMs() - intent.fromMs()), Names.MS_SECONDS,
        FieldValue.increment(seconds)));
    if (seconds > 0) {
      fields.put(Names.SECONDS, FieldValue.increment(seconds));
    }
    return fields;
  }
}
