package dev.earshot.load.credits;

import com.google.api.core.ApiFuture;
import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.cloud.firestore.SetOptions;
import dev.earshot.firestore.StoreSettings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// The seed system's documents, read and written as it does, past our adapter.
final class Documents implements AutoCloseable {
  /// Thirty days of hours.
  static final int HOURS = 720;
  /// A minute of audio in each.
  static final long USED_MS = HOURS * 60_000L;
  private static final int BATCH = 360;
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH",
      Locale.ROOT);

  private final Firestore store;

  Documents(StoreSettings settings) {
    this.store = FirestoreOptions.newBuilder()
        .setProjectId(settings.projectId())
        .setEmulatorHost(settings.emulatorHost().orElseThrow())
        .build()
        .getService();
  }

  /// An account as the seed keeps it, with a grant and a month of hours.
  void preload(String account, long grantMs) {
    done(user(account).set(Map.of("subscription",
        Map.of("plan", "basic", "status", "active", "grant_ms", grantMs))));
    var first = Hand.START.atOffset(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
    for (var from = 0; from < HOURS; from += BATCH) {
      var batch = store.batch();
      for (var n = from; n < from + BATCH; n++) {
        var hour = first.plusHours(n);
        batch.set(hour(account, hour), fields(hour, USED_MS / HOURS / 1_000));
      }
      done(batch.commit());
    }
  }

  /// The hours of a month, all of them, as the seed asks for what is used.
  List<QueryDocumentSnapshot> hours(String account, Instant now) {
    var month = now.atOffset(ZoneOffset.UTC);
    return done(user(account).collection("hourly_usage")
        .whereEqualTo("year", month.getYear())
        .whereEqualTo("month", month.getMonthValue())
        .whereGreaterThanOrEqualTo("id", "2025-08-21-00")
        .get()).getDocuments();
  }

  /// Raises an hour as the seed's tick does.
  void use(String account, Instant now, long seconds) {
    var hour = now.atOffset(ZoneOffset.UTC);
    var raised = new HashMap<>(fields(hour, 0));
    raised.put("transcription_seconds", FieldValue.increment(seconds));
    done(hour(account, hour).set(raised, SetOptions.merge()));
  }

  /// `users/{uid}`, in which the subscription is.
  DocumentSnapshot subscription(String account) {
    return done(user(account).get());
  }

  private DocumentReference user(String account) {
    return store.collection("users").document(account);
  }

  private DocumentReference hour(String account, OffsetDateTime hour) {
    return user(account).collection("hourly_usage").document(HOUR.format(hour));
  }

  private static Map<String, Object> fields(OffsetDateTime hour, long seconds) {
    return Map.of("transcription_seconds", seconds, "words_transcribed", 12, "year",
        hour.getYear(), "month", hour.getMonthValue(), "day", hour.getDayOfMonth(), "hour",
        hour.getHour(), "id", HOUR.format(hour), "last_updated",
        Timestamp.ofTimeSecondsAndNanos(hour.toEpochSecond(), 0));
  }

  private static <T> T done(ApiFuture<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Firestore: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      store.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("Firestore: does not close", e);
    }
  }
}
