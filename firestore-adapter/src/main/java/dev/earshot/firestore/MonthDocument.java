package dev.earshot.firestore;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.MonthlyGrant.Limited;
import dev.earshot.core.account.MonthlyGrant.Unlimited;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Balance;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A month of an account: all that an allowance needs, in one document.
///
/// It holds the subscription and not what follows from it at some moment, so it needs no write when a
/// paid period ends: from `nextChangeAt` on, where that is before the month's end, the basic plan
/// counts, as it stands in the catalogue.
///
/// @param grant of the subscription, without what was topped up
/// @param planGrant the grant is only a copy of the catalogue's, which counts
/// @param nextChangeAt the month's end, or the end of the paid period before it
record MonthDocument(long usedMs, long toppedUpMs, String plan, MonthlyGrant grant,
    boolean planGrant, Instant nextChangeAt) {
  /// What a month begins with.
  static MonthDocument of(UserDocument user, YearMonth month, long usedMs, Plans plans) {
    var own = user.subscription();
    var plan = own == null ? Plans.BASIC : own.plan();
    var ends = own == null ? null : own.endsAt();
    var grant = own == null ? null : own.grant();
    return new MonthDocument(usedMs, user.toppedUpMs(month), plan,
        grant == null ? plans.of(plan).grant() : grant, grant == null, earlier(ends, month));
  }

  static MonthDocument of(DocumentSnapshot document) {
    var fields = new Fields(document);
    var unlimited = Boolean.TRUE.equals(document.get(Names.UNLIMITED));
    return new MonthDocument(fields.amount(Names.USED_MS),
        fields.has(Names.TOPPED_UP_MS) ? fields.amount(Names.TOPPED_UP_MS) : 0,
        fields.has(Names.PLAN) ? fields.text(Names.PLAN) : Plans.BASIC,
        unlimited ? MonthlyGrant.unlimited() : new Limited(fields.amount(Names.GRANT_MS)),
        Boolean.TRUE.equals(document.get(Names.PLAN_GRANT)),
        fields.moment(Names.NEXT_CHANGE_AT));
  }

  Map<String, Object> fields(Instant now) {
    var all = new HashMap<String, Object>(Map.of(Names.USED_MS, usedMs, Names.TOPPED_UP_MS,
        toppedUpMs, Names.PLAN, plan, Names.PLAN_GRANT, planGrant, Names.NEXT_CHANGE_AT,
        stamp(nextChangeAt), Names.UPDATED_AT, stamp(now)));
    switch (grant) {
      case Unlimited _ -> all.put(Names.UNLIMITED, true);
      case Limited(long millis) -> all.put(Names.GRANT_MS, millis);
    }
    return all;
  }

  /// The fields that another subscription changes in a month that is under way.
  static Map<String, Object> change(Subscription to, YearMonth month, Instant now) {
    var ends = to.endsAt() == null ? null : UserDocument.wholeSeconds(to.endsAt());
    return Map.of(Names.PLAN, to.plan(), Names.PLAN_GRANT, false, Names.NEXT_CHANGE_AT,
        stamp(earlier(ends, month)), Names.UPDATED_AT, stamp(now),
        Names.UNLIMITED, to.grant() instanceof Unlimited ? true : FieldValue.delete(),
        Names.GRANT_MS, to.grant() instanceof Limited(long ms) ? ms : FieldValue.delete());
  }

  /// The fields that a deletion of the account changes in a month that stays.
  static Map<String, Object> forgotten(YearMonth month, MonthlyGrant basic, Instant now) {
    return Map.of(Names.PLAN, Plans.BASIC, Names.PLAN_GRANT, true, Names.TOPPED_UP_MS, 0,
        Names.NEXT_CHANGE_AT, stamp(end(month)), Names.UPDATED_AT, stamp(now), Names.UNLIMITED,
        basic instanceof Unlimited ? true : FieldValue.delete(), Names.GRANT_MS,
        basic instanceof Limited(long ms) ? ms : FieldValue.delete(), Names.EXPIRES_AT,
        stamp(end(month).plus(AccountErasure.CHARGED_FOR)));
  }

  Balance balance(Plans plans, YearMonth month, Instant now) {
    var end = end(month);
    var changes = nextChangeAt.isBefore(end) ? nextChangeAt : end;
    if (changes.equals(end) || now.isBefore(changes)) {
      return new Balance(allowance(planGrant ? plans.of(plan).grant() : grant), changes, plan);
    }
    return new Balance(allowance(plans.basic().grant()), end, Plans.BASIC);
  }

  private Allowance allowance(MonthlyGrant counts) {
    return switch (counts) {
      case Unlimited _ -> new Allowance.Unlimited(usedMs);
      case Limited(long millis) -> new Prepaid(millis + toppedUpMs, usedMs);
    };
  }

  static Instant end(YearMonth month) {
    return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static Timestamp stamp(Instant moment) {
    return Timestamp.ofTimeSecondsAndNanos(moment.getEpochSecond(), moment.getNano());
  }

  private static Instant earlier(@Nullable Instant ends, YearMonth month) {
    var end = end(month);
    return ends != null && ends.isBefore(end) ? ends : end;
  }
}
