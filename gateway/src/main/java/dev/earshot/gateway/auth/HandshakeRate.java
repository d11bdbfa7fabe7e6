package dev.earshot.gateway.auth;

import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How often each account may open a stream on this instance: a bucket of so many handshakes, which fills
/// up again within a minute. Of the accounts that knocked last, 10,000 are remembered; a bucket that is
/// forgotten is full again. Safe for use by several threads.
public final class HandshakeRate {
  private static final int REMEMBERED = 10_000;
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final int perMinute;
  private final LongSupplier nanos;
  private final Map<AccountId, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Entry<AccountId, Bucket> eldest) {
      return size() > REMEMBERED;
    }
  };

  /// What was left in it at some moment.
  private record Bucket(double left, long at) {}

  /// @param perMinute handshakes of one account, 1 or more
  /// @param nanos a clock that only goes forward
  public HandshakeRate(int perMinute, LongSupplier nanos) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("perMinute: " + perMinute + " (expected: >= 1)");
    }
    this.perMinute = perMinute;
    this.nanos = nanos;
  }

  /// Takes one handshake from the account's bucket; where there is none, how long until there is, in whole
  /// seconds, 1 or more.
  public synchronized Optional<Duration> refusal(AccountId account) {
    var now = nanos.getAsLong();
    var left = left(account, now);
    if (left >= 1) {
      buckets.put(account, new Bucket(left - 1, now));
      return Optional.empty();
    }
    buckets.put(account, new Bucket(left, now));
    var wait = (1 - left) * MINUTE / perMinute;
    return Optional.of(Duration.ofSeconds((long) Math.ceil(wait / TimeUnit.SECONDS.toNanos(1))));
  }

  private double left(AccountId account, long now) {
    var bucket = buckets.get(account);
    return bucket == null
        ? perMinute
        : Math.min(perMinute, bucket.left + (double) (now - bucket.at) * perMinute / MINUTE);
  }
}
