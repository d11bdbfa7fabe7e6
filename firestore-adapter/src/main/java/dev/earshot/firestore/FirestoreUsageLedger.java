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
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// Charges an intent by one batch: its name is created, month and hour are raised, all or nothing.
/// Sent again, the name is there already and nothing else happens. Intents of one account that come while a batch
/// of it is under way [share the next one][SettleLine].
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
  private final SettleLine line;

  FirestoreUsageLedger(Calls calls, Months months, InstantSource clock) {
    this.calls = calls;
    this.months = months;
    this.clock = clock;
    this.line = new SettleLine(intents -> calls.within(charged(intents)),
        intent -> calls.within(charged(intent)));
  }

  @Override
  public Mono<Settled> settle(Settle intent) {
    return calls.within(Mono.defer(() -> intent.isEmpty() ? asked(intent) : inLine(intent)));
  }

  /// An empty intent charges nothing, but another may have begun there.
  private Mono<Settled> asked(Settle intent) {
    return read(intent)
        .map(found -> found.exists() ? settled(found) : new Settled(intent.toMs()));
  }

  private Mono<Settled> inLine(Settle intent) {
    var until = MonthDocument.end(intent.month()).plus(ACCEPTED);
    return clock.instant().isBefore(until)
        ? line.settle(intent)
        : Mono.error(new TooOld(intent.id(), intent.month(), until));
  }

  private Mono<Settled> charged(Settle intent) {
    return charged(List.of(intent)).thenReturn(new Settled(intent.toMs()))
        .onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS), _ -> earlier(intent));
  }

  /// @param intents of one account
  private Mono<Void> charged(List<Settle> intents) {
    var now = clock.instant();
    var months = intents.stream().map(Settle::month).distinct().toList();
    return this.months.needing(intents.getFirst().account(), months,
        calls.commit(writes -> charge(writes, intents, now)));
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

  private static void charge(Writes writes, List<Settle> intents, Instant now) {
    intents.forEach(intent -> name(writes, intent, now));
    intents.stream()
        .collect(Collectors.groupingBy(Settle::month))
        .forEach((month, those) -> raise(writes, month, those, now));
    intents.stream()
        .collect(Collectors.groupingBy(intent -> intent.hourAt(now)))
        .forEach((hour, those) -> raise(writes, hour.atOffset(ZoneOffset.UTC), those, now));
  }

  private static void name(Writes writes, Settle intent, Instant now) {
    writes.as(Kind.SETTLE_CREATE)
        .create(Names.settle(writes.store(), intent.account(), intent.id()),
            Map.of(Names.FROM_MS, intent.fromMs(), Names.TO_MS, intent.toMs(), Names.AT,
                MonthDocument.stamp(now), Names.EXPIRES_AT,
                MonthDocument.stamp(MonthDocument.end(intent.month()).plus(KEPT))));
  }

  private static void raise(Writes writes, YearMonth month, List<Settle> intents, Instant now) {
    writes.as(Kind.MONTH_UPDATE)
        .update(Names.month(writes.store(), intents.getFirst().account(), month),
            Map.of(Names.USED_MS, FieldValue.increment(sum(intents, Settle::ms)),
                Names.UPDATED_AT, MonthDocument.stamp(now)));
  }

  private static void raise(Writes writes, OffsetDateTime hour, List<Settle> intents,
      Instant now) {
    writes.as(Kind.HOUR_MERGE)
        .set(Names.hour(writes.store(), intents.getFirst().account(), hour),
            hourFields(intents, hour, now), SetOptions.merge());
  }

  private static Map<String, Object> hourFields(List<Settle> intents, OffsetDateTime hour,
      Instant now) {
    var seconds = sum(intents, // each floored on the whole stream
        intent -> intent.toMs() / 1_000 - intent.fromMs() / 1_000);
    var speechMs = sum(intents, Settle::speechMs);
    var fields = new HashMap<String, Object>(Map.of(Names.ID, Names.hourId(hour), Names.YEAR,
        hour.getYear(), Names.MONTH, hour.getMonthValue(), Names.DAY, hour.getDayOfMonth(),
        Names.HOUR, hour.getHour(), Names.LAST_UPDATED, MonthDocument.stamp(now), Names.MS,
        FieldValue.increment(sum(intents, Settle::ms)), Names.MS_SECONDS,
        FieldValue.increment(seconds)));
    if (seconds > 0) {
      fields.put(Names.SECONDS, FieldValue.increment(seconds));
    }
    if (speechMs > 0) {
      fields.put(Names.SPEECH_MS, FieldValue.increment(speechMs));
      fields.put(Names.SPEECH_SECONDS, FieldValue.increment(
          sum(intents, intent -> Math.round(intent.speechMs() / 1_000.0))));
    }
    return fields;
  }

  private static long sum(List<Settle> intents, ToLongFunction<Settle> part) {
    return intents.stream().mapToLong(part).sum();
  }
}
