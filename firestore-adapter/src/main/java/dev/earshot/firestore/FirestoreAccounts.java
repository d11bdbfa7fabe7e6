package dev.earshot.firestore;

import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.SetOptions;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Accounts, what they may use, and the keys that let them in.
///
/// Plan changes and top-ups reach the month's document in their own batch. In a month's last hour
/// they reach the next month's as well: an instance whose clock is ahead may have made it already,
/// from the plan as it was.
final class FirestoreAccounts implements Accounts {
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private final Calls calls;
  private final Months months;
  private final Plans plans;
  private final InstantSource clock;

  FirestoreAccounts(Calls calls, Months months, Plans plans, InstantSource clock) {
    this.calls = calls;
    this.months = months;
    this.plans = plans;
    this.clock = clock;
  }

  @Override
  public Mono<AccountId> holderOf(String key) {
    return calls.within(Mono.defer(() -> key(KeyHash.of(key))
        .filter(found -> found.holds(clock.instant()))
        .map(ApiKey::account)));
  }

  @Override
  public Mono<Boolean> exists(AccountId account) {
    return calls.within(Mono.zip(
        calls.read(Kind.PLAN_READ, store -> Names.user(store, account)),
        calls.find(Kind.KEY_LIST, store -> Names.keys(store)
            .whereEqualTo(Names.ACCOUNT, account.value())
            .limit(1)),
        (user, keys) -> user.exists() || !keys.isEmpty()));
  }

  @Override
  public Mono<Void> admit(AccountId account, String key) {
    return calls.within(Mono.defer(() -> {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("key: empty (expected: 1 or more characters)");
      }
      var hash = KeyHash.of(key);
      var fields = Map.<String, Object>of(Names.ACCOUNT, account.value(), Names.AT,
          MonthDocument.stamp(clock.instant()));
      return calls
          .commit(
              writes -> writes.as(Kind.KEY_CREATE)
                  .create(Names.key(writes.store(), hash.hex()), fields))
          .onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS),
              _ -> key(hash).flatMap(there -> there.account().equals(account)
                  ? Mono.<Void>empty()
                  : Mono.error(another(account))));
    }));
  }

  @Override
  public Mono<Void> subscribe(AccountId account, Subscription subscription) {
    return calls.within(Mono.defer(() -> {
      var now = clock.instant();
      var live = live(now);
      return months.needing(account, live, calls.commit(writes -> {
        writes.as(Kind.PLAN_MERGE)
            .set(Names.user(writes.store(), account), UserDocument.subscribed(subscription),
                SetOptions.merge());
        for (var month : live) {
          writes.as(Kind.MONTH_UPDATE)
              .update(Names.month(writes.store(), account, month),
                  MonthDocument.change(subscription, month, now));
        }
      }));
    }));
  }

  @Override
  public Mono<Subscription> subscription(AccountId account) {
    return calls.within(calls.read(Kind.PLAN_READ, store -> Names.user(store, account))
        .flatMap(found -> Mono.justOrEmpty(UserDocument.of(found).given(plans))));
  }

  /// A month to come has no document yet: it will be made with what was topped up by then.
  @Override
  public Mono<Void> topUp(AccountId account, TopUp more) {
    return calls.within(Mono.defer(() -> {
      var now = clock.instant();
      var begun = more.month().isAfter(live(now).getLast())
          ? List.<YearMonth>of()
          : List.of(more.month());
      return months.needing(account, begun, calls.commit(writes -> {
        writes.as(Kind.TOP_UP_CREATE)
            .create(Names.topUp(writes.store(), account, more.id()),
                Map.of(Names.MONTH, more.month().toString(), Names.MILLIS, more.millis(), Names.AT,
                    MonthDocument.stamp(now)));
        writes.as(Kind.PLAN_MERGE)
            .set(Names.user(writes.store(), account),
                UserDocument.toppedUp(more.month(), more.millis()), SetOptions.merge());
        for (var month : begun) {
          writes.as(Kind.MONTH_UPDATE)
              .update(Names.month(writes.store(), account, month),
                  Map.of(Names.TOPPED_UP_MS, FieldValue.increment(more.millis()),
                      Names.UPDATED_AT, MonthDocument.stamp(now)));
        }
      })).onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS), _ -> Mono.empty());
    }));
  }

  private Mono<ApiKey> key(KeyHash hash) {
    return calls.read(Kind.KEY_READ, store -> Names.key(store, hash.hex()))
        .filter(found -> found.exists())
        .map(FirestoreKeys::key);
  }

  /// This month, and the next one where it has begun for somebody.
  private static List<YearMonth> live(Instant now) {
    var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    var ahead = YearMonth.from(now.plus(CLOCKS_DIFFER).atOffset(ZoneOffset.UTC));
    return month.equals(ahead) ? List.of(month) : List.of(month, ahead);
  }

  private static IllegalArgumentException another(AccountId account) {
    return new IllegalArgumentException(
        "key: of another account (expected: a key of its own for " + account + ")");
  }
}
