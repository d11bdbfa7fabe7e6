package dev.earshot.redis;

import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.identity.AccountId;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// All names that this adapter uses in Redis.
///
/// An account may hold any character but blanks, colons and braces among them. So it stands behind the
/// bucket, whose braces are the first and decide the slot, and before a part without colons.
final class Names {
  /// The channel on which changes are pushed.
  static final String CHANGES = "credit_changes";
  /// The seed system's channel on which keys are told that hold no longer in anybody's cache.
  static final String INVALIDATION = "cache_invalidation";
  /// A bucket is what one script can reach in a cluster. This number is part of the stored data: with
  /// another one all counters begin anew.
  private static final int BUCKETS = 64;
  private static final int MONTH_DIGITS = 6;
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM",
      Locale.ROOT);

  private Names() {}

  /// What is announced for an account.
  static String signal(AccountId account) {
    return "credits_invalidated:" + account;
  }

  /// The index of a bucket's unsettled streams.
  static String index(AccountId account) {
    var hash = account.value().hashCode();
    return index(Math.floorMod(hash ^ hash >>> 16, BUCKETS));
  }

  /// All buckets' indexes.
  static List<String> indexes() {
    return IntStream.range(0, BUCKETS).mapToObj(Names::index).toList();
  }

  /// An account's month in the counter.
  static String usage(AccountId account, YearMonth month) {
    return index(account) + ":" + account + ":" + MONTH.format(month);
  }

  /// The account of `account:yyyymm`.
  static AccountId account(String place) {
    return new AccountId(place.substring(0, place.length() - MONTH_DIGITS - 1));
  }

  /// The month of `account:yyyymm`.
  static YearMonth month(String place) {
    return YearMonth.parse(place.substring(place.length() - MONTH_DIGITS), MONTH);
  }

  /// Who was told that a grant was crossed.
  static String notice(AccountId account, YearMonth month, Crossing crossing, long grantMs) {
    return "credit_notice:" + account + ":" + MONTH.format(month) + ":"
        + crossing.name().toLowerCase(Locale.ROOT) + ":" + grantMs;
  }

  private static String index(int bucket) {
    return "usage:{b" + (bucket < 10 ? "0" : "") + bucket + "}";
  }
}
