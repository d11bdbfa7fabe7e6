package dev.earshot.firestore;

import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Precondition;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.cloud.firestore.SetOptions;
import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.Calls.Writes;
import dev.earshot.firestore.DocumentOperations.Kind;
import dev.earshot.firestore.StoreException.Lost;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Removes an account's hours. Those of months that stay are added to their month's first one in the same
/// batch, and only as they were read: a settle that comes between makes it begin again.
final class HourErasure {
  private static final int TRIES = 5;
  private static final Duration AGAIN = Duration.ofMillis(20);

  private final Calls calls;

  HourErasure(Calls calls) {
    this.calls = calls;
  }

  /// How many were removed; 0 where none is left but first ones of months that stay.
  Mono<Integer> erase(AccountId account, YearMonth kept) {
    return calls.find(Kind.ERASE_READ, store -> Names.user(store, account)
        .collection(Names.HOURS)
        .orderBy(FieldPath.documentId())
        .limit(AccountErasure.PIECE))
        .flatMap(found -> {
          var gone = found.getDocuments()
              .stream()
              .filter(hour -> !isFirst(hour) || month(hour).isBefore(kept))
              .toList();
          return gone.isEmpty()
              ? Mono.just(0)
              : calls.commit(writes -> remove(writes, account, gone, kept))
                  .thenReturn(gone.size());
        })
        .retryWhen(Retry.backoff(TRIES, AGAIN)
            .filter(failure -> Failures.is(failure, Code.FAILED_PRECONDITION)
                || Failures.is(failure, Code.NOT_FOUND))
            .onRetryExhaustedThrow((_, signal) -> new Lost(
                "hours change while they are removed", signal.failure())));
  }

  private static void remove(Writes writes, AccountId account, List<QueryDocumentSnapshot> gone,
      YearMonth kept) {
    var sums = new HashMap<YearMonth, double[]>();
    for (var hour : gone) {
      writes.as(Kind.ERASE_WRITE)
          .delete(hour.getReference(),
              Precondition.updatedAt(Objects.requireNonNull(hour.getUpdateTime())));
      if (!month(hour).isBefore(kept)) {
        var sum = sums.computeIfAbsent(month(hour), _ -> new double[3]);
        sum[0] += number(hour, Names.MS);
        sum[1] += number(hour, Names.MS_SECONDS);
        sum[2] += number(hour, Names.SECONDS);
      }
    }
    sums.forEach((month, sum) -> writes.as(Kind.ERASE_WRITE)
        .set(Names.hour(writes.store(), account,
            month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC)), first(month, sum),
            SetOptions.merge()));
  }

  private static Map<String, Object> first(YearMonth month, double[] sum) {
    var hour = month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    return Map.of(Names.ID, Names.hourId(hour), Names.YEAR, month.getYear(), Names.MONTH,
        month.getMonthValue(), Names.DAY, 1, Names.HOUR, 0, Names.MS,
        more(sum[0]), Names.MS_SECONDS, more(sum[1]), Names.SECONDS, more(sum[2]),
        Names.EXPIRES_AT, MonthDocument.stamp(
            MonthDocument.end(month).plus(AccountErasure.CHARGED_FOR)));
  }

  /// Seconds of the seed's may be broken ones.
  private static FieldValue more(double amount) {
    return amount == Math.rint(amount)
        ? FieldValue.increment((long) amount)
        : FieldValue.increment(amount);
  }

  private static boolean isFirst(QueryDocumentSnapshot hour) {
    return hour.getId().endsWith("-01-00");
  }

  private static YearMonth month(QueryDocumentSnapshot hour) {
    return YearMonth.from(Names.hourOf(hour.getId()).atOffset(ZoneOffset.UTC));
  }

  private static double number(QueryDocumentSnapshot hour, String field) {
    return hour.get(field) instanceof Number number ? number.doubleValue() : 0;
  }
}
