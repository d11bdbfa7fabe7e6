package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.MonthlyGrant.Limited;
import dev.earshot.core.account.MonthlyGrant.Unlimited;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `users/{uid}` says of plan and grant, in the seed's words and in ours.
///
/// The seed's paid subscriptions count while their status is `active`; its plan `free` is the basic
/// one. A subscription without a grant of its own has its plan's. Paid periods end at whole seconds,
/// as with Stripe; a broken second counts in full.
///
/// @param subscription null for an account that never subscribed
/// @param toppedUp `topped_up_ms`, by month
record UserDocument(@Nullable Own subscription, Map<String, Long> toppedUp) {
  private static final String ACTIVE = "active";

  /// A subscription as it is written.
  ///
  /// @param grant null for that of the plan
  record Own(String plan, @Nullable MonthlyGrant grant, @Nullable Instant endsAt) {}

  static UserDocument of(DocumentSnapshot document) {
    var fields = new Fields(document);
    var subscription = document.get(Names.SUBSCRIPTION);
    var toppedUp = document.get(Names.TOPPED_UP_MS);
    if (subscription != null && !(subscription instanceof Map)) {
      throw fields.broken(Names.SUBSCRIPTION, "a map");
    }
    if (toppedUp != null && !(toppedUp instanceof Map)) {
      throw fields.broken(Names.TOPPED_UP_MS, "a map");
    }
    return new UserDocument(subscription instanceof Map<?, ?> map ? own(map, fields) : null,
        toppedUp instanceof Map<?, ?> map ? amounts(map, fields) : Map.of());
  }

  /// The subscription with the grant that counts; null for an account that never subscribed.
  @Nullable
  Subscription given(Plans plans) {
    if (subscription == null) {
      return null;
    }
    var grant = subscription.grant;
    return new Subscription(subscription.plan,
        grant == null ? plans.of(subscription.plan).grant() : grant, subscription.endsAt);
  }

  long toppedUpMs(YearMonth month) {
    return toppedUp.getOrDefault(month.toString(), 0L);
  }

  /// The fields of this subscription, to be merged: what the seed keeps beside them stays.
  static Map<String, Object> subscribed(Subscription to) {
    return Map.of(Names.SUBSCRIPTION, Map.of(Names.PLAN, to.plan(), Names.STATUS, ACTIVE,
        Names.UNLIMITED, to.grant() instanceof Unlimited ? true : FieldValue.delete(),
        Names.GRANT_MS, to.grant() instanceof Limited(long ms) ? ms : FieldValue.delete(),
        Names.PERIOD_END, to.endsAt() == null
            ? FieldValue.delete()
            : wholeSeconds(to.endsAt()).getEpochSecond()));
  }

  /// The fields of a top-up, to be merged.
  static Map<String, Object> toppedUp(YearMonth month, long millis) {
    return Map.of(Names.TOPPED_UP_MS, Map.of(month.toString(), FieldValue.increment(millis)));
  }

  /// Never earlier than it was.
  static Instant wholeSeconds(Instant moment) {
    var second = Instant.ofEpochSecond(moment.getEpochSecond());
    return moment.getNano() == 0 ? second : second.plusSeconds(1);
  }

  private static @Nullable Own own(Map<?, ?> map, Fields fields) {
    var plan = map.get(Names.PLAN) instanceof String name && !name.equals("free")
        ? name
        : Plans.BASIC;
    var paid = !plan.equals(Plans.BASIC);
    if (paid && map.get(Names.STATUS) instanceof String status && !status.equals(ACTIVE)) {
      return null;
    }
    return new Own(plan, grant(map, fields), paid || map.get(Names.GRANT_MS) != null
        || map.get(Names.UNLIMITED) != null ? periodEnd(map, fields) : null);
  }

  private static @Nullable MonthlyGrant grant(Map<?, ?> map, Fields fields) {
    if (Boolean.TRUE.equals(map.get(Names.UNLIMITED))) {
      return MonthlyGrant.unlimited();
    }
    var millis = map.get(Names.GRANT_MS);
    return millis == null
        ? null
        : new Limited(amount(millis, Names.SUBSCRIPTION + '.' + Names.GRANT_MS, fields));
  }

  private static @Nullable Instant periodEnd(Map<?, ?> map, Fields fields) {
    var end = map.get(Names.PERIOD_END);
    return end == null
        ? null
        : Instant.ofEpochSecond(
            amount(end, Names.SUBSCRIPTION + '.' + Names.PERIOD_END, fields));
  }

  private static Map<String, Long> amounts(Map<?, ?> map, Fields fields) {
    var amounts = new HashMap<String, Long>();
    map.forEach((month, millis) -> amounts.put(String.valueOf(month),
        amount(millis, Names.TOPPED_UP_MS + '.' + month, fields)));
    return Map.copyOf(amounts);
  }

  private static long amount(@Nullable Object value, String name, Fields fields) {
    if (value instanceof Long amount && amount >= 0) {
      return amount;
    }
    throw fields.broken(name, "a whole number >= 0");
  }
}
