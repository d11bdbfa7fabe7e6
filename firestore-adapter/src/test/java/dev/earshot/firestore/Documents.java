package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;

/// The documents themselves, past the adapter: what the seed system writes, and what is really there.
final class Documents implements AutoCloseable {
  private final Connection connection;
  private final Firestore store;

  Documents(StoreSettings settings) {
    connection = new Connection(settings);
    store = connection.client();
  }

  /// Hours from the month's first one on, as the seed writes them.
  void seedHours(AccountId account, YearMonth month, int hours, int secondsEach) throws Exception {
    var first = month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    for (var from = 0; from < hours; from += 400) {
      var batch = store.batch();
      for (var n = from; n < Math.min(hours, from + 400); n++) {
        var hour = first.plusHours(n);
        batch.set(Names.hour(store, account, hour), seedHour(hour, secondsEach));
      }
      batch.commit().get();
    }
  }

  void set(Function<Firestore, DocumentReference> which, Map<String, Object> fields)
      throws Exception {
    which.apply(store).set(fields).get();
  }

  void delete(Function<Firestore, DocumentReference> which) throws Exception {
    which.apply(store).delete().get();
  }

  DocumentSnapshot get(Function<Firestore, DocumentReference> which) throws Exception {
    return which.apply(store).get().get();
  }

  /// The collection that it is in.
  String collection(Function<Firestore, DocumentReference> which) {
    return which.apply(store).getParent().getId();
  }

  static Function<Firestore, DocumentReference> month(AccountId account, YearMonth month) {
    return store -> Names.month(store, account, month);
  }

  static Function<Firestore, DocumentReference> user(AccountId account) {
    return store -> Names.user(store, account);
  }

  static Function<Firestore, DocumentReference> hour(AccountId account, String hour) {
    return store -> Names.hour(store, account, OffsetDateTime.parse(hour));
  }

  static Function<Firestore, DocumentReference> settle(AccountId account, String id) {
    return store -> Names.settle(store, account, id);
  }

  static Instant moment(DocumentSnapshot document, String field) {
    return new Fields(document).moment(field);
  }

  private static Map<String, Object> seedHour(OffsetDateTime hour, int seconds) {
    return Map.of("transcription_seconds", seconds, "words_transcribed", 12, "year", hour.getYear(),
        "month", hour.getMonthValue(), "day", hour.getDayOfMonth(), "hour", hour.getHour(), "id",
        Names.hourId(hour), "last_updated", MonthDocument.stamp(hour.toInstant()));
  }

  @Override
  public void close() {
    connection.close();
  }
}
